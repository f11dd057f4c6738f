using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>
/// Takes the lease of a pipeline. Where another instance has it, its renewals are observed: one whose count has not changed for the lease time, by this instance's own clock, is
/// taken over, and at once one whose owner is known to be dead. No time of day is compared, so that a clock that is set forwards or back changes nothing.
/// </summary>
internal sealed class LeaseKeeper(IRunStore store, string pipeline, ActorOptions options, ILogger logger)
{
    public async Task<Lease> AcquireAsync(CancellationToken cancellationToken)
    {
        LeaseObservation? observed = null;
        var since = options.Time.GetTimestamp();
        while (true)
        {
            var isStale = observed is not null && (options.Time.GetElapsedTime(since) >= options.LeaseTime || options.IsDead(observed.Owner));
            if (await TryAcquireAsync(isStale ? observed : null, cancellationToken) is { } lease)
            {
                return lease;
            }

            var now = await ObserveAsync(cancellationToken);
            if (now != observed)
            {
                if (now is not null && now.Owner != observed?.Owner)
                {
                    logger.LogInformation("Pipeline '{Pipeline}' is owned by {Owner}; this instance waits to take over.", pipeline, now.Owner);
                }

                (observed, since) = (now, options.Time.GetTimestamp());
                if (now is not null && options.IsDead(now.Owner))
                {
                    continue;
                }
            }

            await Task.Delay(options.LeaseTime / 5, options.Time, cancellationToken);
        }
    }

    public async Task ReleaseAsync(Lease lease)
    {
        try
        {
            await store.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (RunStoreException fault)
        {
            // It expires.
            logger.LogWarning("The lease of pipeline '{Pipeline}' could not be given back: {Reason} Another instance takes over after {LeaseTime}.", pipeline, fault.Message, options.LeaseTime);
        }
    }

    private async Task<Lease?> TryAcquireAsync(LeaseObservation? observed, CancellationToken cancellationToken)
    {
        try
        {
            return await store.AcquireAsync(pipeline, options.Owner, observed, cancellationToken);
        }
        catch (RunStoreException fault)
        {
            logger.LogWarning("The run store of pipeline '{Pipeline}' cannot be used: {Reason}", pipeline, fault.Message);
            return null;
        }
    }

    private async Task<LeaseObservation?> ObserveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.ObserveAsync(pipeline, cancellationToken);
        }
        catch (RunStoreException)
        {
            return null;
        }
    }
}
