namespace Nexmark.Running;

/// <summary>The result of one run, as a line of JSON.</summary>
internal sealed record SuiteRow(
    string Query, bool InOrder, int Parallelism, long Rows, double EventsPerSecond, double CpuSeconds, double EventsPerCoreSecond, double FlinkEventsPerCoreSecond, double AllocatedBytesPerEvent, long WorkingSetMib, bool Equal);
