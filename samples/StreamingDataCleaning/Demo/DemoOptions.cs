using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>The options of the demo.</summary>
internal sealed record DemoOptions
{
    public required int Seconds { get; init; }

    public required int Rate { get; init; }

    public required string Window { get; init; }

    public int? KillAt { get; init; }

    public string? Kafka { get; init; }

    public required string Topic { get; init; }

    public required int Partitions { get; init; }

    public required ulong Seed { get; init; }

    public string? Keep { get; init; }

    public bool Json { get; init; }

    /// <summary>Partitions of a topic that the demo creates.</summary>
    public int PartitionsNeeded => Partitions > 0 ? Partitions : LoadOptions.PartitionsFor(Rate);
}
