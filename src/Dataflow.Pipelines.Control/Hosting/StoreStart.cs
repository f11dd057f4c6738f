using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Opens a run store, which may start later than this program.</summary>
internal static class StoreStart
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="RunStoreException">It cannot be used, or could not be reached within the time.</exception>
    public static async Task OpenAsync(IRunStore store, TimeSpan timeout, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            try
            {
                await store.OpenAsync(cancellationToken);
                return;
            }
            catch (RunStoreException fault) when (fault.MayPass && time.GetElapsedTime(started) < timeout)
            {
                logger.LogWarning("{Reason} It is tried again.", fault.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
