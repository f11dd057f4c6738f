namespace Restore.Lives;

/// <summary>The measurements of a process.</summary>
/// <param name="Seconds">From the call that starts the job to its return, when the state is restored.</param>
/// <param name="CpuSeconds">Processor time of the process in that period.</param>
/// <param name="PeakBytes">The highest working set of the process.</param>
internal sealed record LifeReport(double Seconds, double CpuSeconds, long PeakBytes);
