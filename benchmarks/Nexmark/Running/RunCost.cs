namespace Nexmark.Running;

/// <summary>The cost of a run, including the creation of the events, as in the original.</summary>
/// <param name="Events">Events of all kinds.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="CpuSeconds">Processor time of the process.</param>
/// <param name="AllocatedBytes">On the managed heap, including the creation of the events.</param>
/// <param name="WorkingSet">Bytes at the end.</param>
internal sealed record RunCost(long Events, double Seconds, double CpuSeconds, long AllocatedBytes, long WorkingSet)
{
    public double EventsPerSecond => Events / Seconds;

    public double EventsPerCoreSecond => Events / CpuSeconds;

    public double AllocatedPerEvent => (double)AllocatedBytes / Events;
}
