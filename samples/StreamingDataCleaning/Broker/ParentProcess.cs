using System.Diagnostics;

namespace StreamingDataCleaning;

/// <summary>Ends a helper process with the process that started it, so that a killed demo or test leaves no processes behind.</summary>
internal static class ParentProcess
{
    /// <summary>Completes when the process has ended, immediately if it has already ended; never if no id is given.</summary>
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
            // The process has already ended.
        }
    }
}
