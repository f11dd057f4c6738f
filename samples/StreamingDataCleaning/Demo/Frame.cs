using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>The status of the demo at one moment.</summary>
internal sealed record Frame
{
    /// <summary>The phase: generating, draining, done.</summary>
    public required string Phase { get; init; }

    /// <summary>Seconds since the load generator was started.</summary>
    public required double Seconds { get; init; }

    /// <summary>The last report of the pipeline; null before the first.</summary>
    public required PipelineReport? Report { get; init; }

    /// <summary>Records that the broker has acknowledged so far.</summary>
    public required long Written { get; init; }

    /// <summary>Windows that are visible in the lake.</summary>
    public required int Windows { get; init; }

    public required int Kills { get; init; }

    /// <summary>The account; null until the pipeline has drained.</summary>
    public Account? Account { get; init; }

    public long Undecodable => Of("kafka_source")?.Rejected ?? 0;

    public long Invalid => Of("stream_cleaner")?.Rejected ?? 0;

    public long Rejected => Account?.Rejected ?? Undecodable + Invalid;

    public long Filtered => Account?.Filtered ?? Of("not_a_test_user")?.Filtered ?? 0;

    public long Duplicate => Account?.Duplicate ?? Of("distinct")?.Duplicates ?? 0;

    public long Late => Account?.Late ?? Of("lake")?.Late ?? 0;

    private NodeReport? Of(string node) => Report?.Nodes.GetValueOrDefault(node);
}
