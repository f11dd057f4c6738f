using Dataflow.Pipelines.Control.Config;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>Reads what has happened, for people and programs. Thread-safe.</summary>
internal interface IRunHistory : IAsyncDisposable
{
    /// <summary>The newest runs of a pipeline, newest first.</summary>
    /// <param name="pipeline">Its id.</param>
    /// <param name="status">Only runs in this state; null: all.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<RunInfo>> ListRunsAsync(string pipeline, RunStatus? status, int most, CancellationToken cancellationToken);

    /// <summary>A run; null where there is none.</summary>
    Task<RunInfo?> FindRunAsync(string pipeline, string run, CancellationToken cancellationToken);

    /// <summary>The newest backfills of a pipeline with their progress, newest first; <see cref="BackfillInfo.Left"/> is not counted.</summary>
    /// <param name="pipeline">Its id.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<BackfillInfo>> ListBackfillsAsync(string pipeline, int most, CancellationToken cancellationToken);

    /// <summary>The logical times in an interval, with its ends, that have runs, in no order; skipped runs do not count.</summary>
    Task<IReadOnlyList<DateTimeOffset>> ListLogicalTimesAsync(string pipeline, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>What has ended before an instant and may be deleted.</summary>
    Task<PruneCounts> CountPrunableAsync(string pipeline, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>What starts a pipeline, and when it did last and does next; null where no instance has run.</summary>
    Task<ScheduleInfo?> FindScheduleAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>The newest published versions of a pipeline's definition, newest first.</summary>
    /// <param name="pipeline">Its id.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<DefinitionInfo>> ListDefinitionsAsync(string pipeline, int most, CancellationToken cancellationToken);

    /// <summary>A published version of a pipeline's definition; null where there is none.</summary>
    Task<DefinitionInfo?> FindDefinitionAsync(string pipeline, int version, CancellationToken cancellationToken);

    /// <summary>The node executions of a run, in the order in which they were scheduled.</summary>
    Task<IReadOnlyList<ExecutionInfo>> ListExecutionsAsync(string pipeline, string run, CancellationToken cancellationToken);

    /// <summary>The stream nodes that were started or checked, in no order.</summary>
    Task<IReadOnlyList<StreamInfo>> ListStreamsAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>The newest alerts of a pipeline, newest first.</summary>
    /// <param name="pipeline">Its id.</param>
    /// <param name="isOpen">Only those that are open.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<AlertInfo>> ListAlertsAsync(string pipeline, bool isOpen, int most, CancellationToken cancellationToken);

    /// <summary>The newest approvals of a pipeline with their votes, newest first.</summary>
    /// <param name="pipeline">Its id.</param>
    /// <param name="isOpen">Only those that wait.</param>
    /// <param name="most">The most to return.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    Task<IReadOnlyList<ApprovalInfo>> ListApprovalsAsync(string pipeline, bool isOpen, int most, CancellationToken cancellationToken);

    /// <summary>The newest approval of a node in a run, with its votes; null where there is none.</summary>
    Task<ApprovalInfo?> FindApprovalAsync(string pipeline, string run, string node, CancellationToken cancellationToken);

    /// <summary>The stored inputs of a pipeline, in no order.</summary>
    Task<IReadOnlyList<StoredInput>> ListInputsAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>The stored forms of the commands that no instance has taken, oldest first.</summary>
    Task<IReadOnlyList<string>> ListWaitingAsync(string pipeline, CancellationToken cancellationToken);

    /// <summary>What people did to a run, in order.</summary>
    Task<IReadOnlyList<AuditInfo>> ListAuditAsync(string pipeline, string run, CancellationToken cancellationToken);
}
