using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>
/// Where the control plane is durable: the journal of each pipeline with what is read from it, the inbox of what is asked of it from outside, and the lease that makes one
/// instance its owner. All members are thread-safe. Several processes use one store.
/// </summary>
internal interface IRunStore : IAsyncDisposable
{
    /// <summary>Brings the store to this version's form. The first call of each process.</summary>
    /// <exception cref="RunStoreException">It cannot be reached or written, or a newer version has written it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes the lease of a pipeline where it is free, or where its owner has not renewed it since the observation.</summary>
    /// <param name="pipeline">The pipeline's id.</param>
    /// <param name="owner">Names this instance to people.</param>
    /// <param name="observed">What <see cref="ObserveAsync"/> returned a lease time ago, and the owner has not renewed since; null: take it only where it is free.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    /// <returns>The lease; null where another instance has it.</returns>
    Task<Lease?> AcquireAsync(string pipeline, string owner, LeaseObservation? observed, CancellationToken cancellationToken);

    /// <summary>Who has the lease; null where it is free.</summary>
    Task<LeaseObservation?> ObserveAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>Renews it: other instances see that its owner works.</summary>
    /// <exception cref="LeaseLostException">Another instance has taken it.</exception>
    Task RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Gives the lease back; nothing happens where it was lost.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Publishes the definition of a pipeline where it differs from the newest one, as a new version; versions that were published are never changed. Runs record the version that opens them.</summary>
    /// <returns>The number of the version, from 1.</returns>
    /// <exception cref="LeaseLostException">Another instance has taken the lease.</exception>
    /// <exception cref="RunStoreException">The store cannot be written now.</exception>
    Task<int> PublishAsync(Lease lease, PipelineDefinition definition, CancellationToken cancellationToken);

    /// <summary>What a restart begins with: the changes outside of runs, and those of the runs that have not ended, in the order in which they were appended, and the newest outputs.</summary>
    Task<StoredJournal> LoadAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>The changes of one run, which may have ended.</summary>
    Task<IReadOnlyList<Change>> LoadRunAsync(string pipeline, string run, CancellationToken cancellationToken);

    /// <summary>The stored inputs of a pipeline, in no order.</summary>
    Task<IReadOnlyList<StoredInput>> LoadInputsAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>The logical times in an interval that have runs, in no order. A skipped run does not count: its firing has opened none.</summary>
    /// <param name="pipeline">The pipeline's id.</param>
    /// <param name="from">Start of the interval.</param>
    /// <param name="to">Its end, which is part of it.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<DateTimeOffset>> LoadLogicalTimesAsync(string pipeline, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The notifications that were neither delivered nor given up, oldest first.</summary>
    Task<IReadOnlyList<OutgoingAlert>> LoadOutboxAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>
    /// Appends changes, puts the notifications that they ask for into the outbox, and removes what they answer from the inbox: all of it or nothing. Renews the lease. A batch that an earlier call has appended is not appended again: where
    /// the outcome of a call is unknown, it is repeated.
    /// </summary>
    /// <exception cref="LeaseLostException">Another instance has taken the lease.</exception>
    /// <exception cref="RunStoreException">The store cannot be written now; a later attempt may succeed.</exception>
    Task AppendAsync(Lease lease, AppendBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a part of what has ended before an instant: runs with all that belongs to them, alerts and notifications, answered items of the inbox, events and audit of that age, and changes
    /// outside of runs that a snapshot replaces. What is open stays, and what a restart begins with. All of the part or nothing; a repeated call deletes what is left.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="before">The instant.</param>
    /// <param name="most">The most runs of the part, and rows of each other kind.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    /// <returns>What was deleted, and whether there may be more.</returns>
    /// <exception cref="LeaseLostException">Another instance has taken the lease.</exception>
    /// <exception cref="RunStoreException">The store cannot be written now.</exception>
    Task<(PruneCounts Deleted, bool HasMore)> PruneAsync(Lease lease, DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Puts an item into a pipeline's inbox.</summary>
    /// <returns>Its number; null where an item with its key was put in before.</returns>
    Task<long?> SendAsync(string pipeline, InboxItem item, CancellationToken cancellationToken);

    /// <summary>The oldest items of the inbox that were not answered.</summary>
    /// <param name="pipeline">The pipeline's id.</param>
    /// <param name="after">Only items with a greater number.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<ReceivedItem>> ReceiveAsync(string pipeline, long after, int most, CancellationToken cancellationToken);

    /// <summary>The answer to an item; null where there is none yet.</summary>
    Task<InboxAnswer?> FindAnswerAsync(string pipeline, long number, CancellationToken cancellationToken);
}
