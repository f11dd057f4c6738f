namespace Dataflow.Pipelines.Syntax;

/// <summary>The metrics of stream nodes that triggers and templates name.</summary>
internal static class NodeMetrics
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "lag", "lag_seconds", "records_in", "records_out", "records_per_second", "rejected", "filtered", "duplicates", "late", "dropped",
        "watermark_delay_seconds", "latency_seconds", "state_bytes", "checkpoint_age_seconds", "errors",
    ];
}
