namespace StreamingDataCleaning.Processes;

/// <summary>The line that a pipeline prints with <c>run --json</c>.</summary>
public sealed record PipelineReport(
    long Read,
    double RecordsPerSecond,
    long? Lag,
    DateTimeOffset? Watermark,
    long Checkpoint,
    double CpuSeconds,
    long WorkingSet,
    long PeakWorkingSet,
    long AllocatedBytes,
    IReadOnlyDictionary<string, NodeReport> Nodes);
