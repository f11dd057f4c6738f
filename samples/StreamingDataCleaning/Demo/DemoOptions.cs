namespace StreamingDataCleaning.Demo;

/// <summary>What the demo was told.</summary>
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

    /// <summary>
    /// The demo's broker keeps 5 MiB a partition and the generator stays 3 MiB ahead of the committed offsets at most: room
    /// for 30 seconds of 200-byte records between two commits.
    /// </summary>
    public int PartitionsNeeded => Partitions > 0 ? Partitions : Math.Clamp(Rate * 30 / ((3 << 20) / 200), 16, 512);
}
