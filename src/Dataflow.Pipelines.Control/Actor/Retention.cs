using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>
/// Deletes what is older than it is kept: at the start of an owner, each hour, and when a person requests it. One bounded transaction a step, so that runs are decided between two of
/// them. Used by the actor's loop only.
/// </summary>
internal sealed class Retention(IRunStore store, Lease lease, ActorOptions options, ILogger logger)
{
    /// <summary>The runs that one transaction deletes, at most.</summary>
    public const int MostRuns = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private DateTimeOffset? _before;
    private PruneCounts _deleted = new();

    /// <summary>A person requests that what has ended before an instant is deleted.</summary>
    public void Request(DateTimeOffset before) => _before = _before > before ? _before : before;

    /// <summary>Deletes a part of what is due.</summary>
    /// <returns>Whether more is due.</returns>
    /// <exception cref="LeaseLostException">Another instance has taken the lease; nothing was deleted.</exception>
    public async Task<bool> StepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.KeepRuns is { } keep && now >= _next)
        {
            _next = now + Interval;
            Request(now - keep);
        }

        if (_before is not { } before)
        {
            return false;
        }

        try
        {
            var (deleted, hasMore) = await store.PruneAsync(lease, before, MostRuns, cancellationToken);
            _deleted += deleted;
            if (hasMore)
            {
                return true;
            }

            if (_deleted.Total > 0)
            {
                logger.LogInformation("Deleted what had ended before {Before:u}: {Counts}.", before, _deleted);
            }
        }
        catch (RunStoreException fault)
        {
            logger.LogWarning("What had ended before {Before:u} could not be deleted: {Reason} Deleted so far: {Counts}.", before, fault.Message, _deleted);
        }

        (_before, _deleted) = (null, new PruneCounts());
        return false;
    }
}
