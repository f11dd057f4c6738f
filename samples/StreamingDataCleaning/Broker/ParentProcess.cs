using System.Diagnostics;

namespace StreamingDataCleaning;

/// <summary>Ties the life of a helper process to the one that started it, so that a killed demo or test leaves nothing behind.</summary>
internal static class ParentProcess
{
    /// <summary>Completes when the process is gone, at once if it is gone already; never where there is none.</summary>
    internal static async Task Gone(int? id, CancellationToken stop)
    {
        if (id is not { } parent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return;
        }

        try
        {
            using var process = Process.GetProcessById(parent);
            await process.WaitForExitAsync(stop);
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }
}
