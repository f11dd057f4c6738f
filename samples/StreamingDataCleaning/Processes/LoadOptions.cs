namespace StreamingDataCleaning.Processes;

/// <summary>The options of the load generator process.</summary>
public sealed record LoadOptions
{
    /// <summary>The consumer group whose committed offsets limit how far ahead it writes.</summary>
    public const string Group = "data_cleaner_group";

    /// <summary>Address of the broker.</summary>
    public required string Kafka { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Records per second; 0: as fast as possible.</summary>
    public required int Rate { get; init; }

    /// <summary>How long it writes; null: until the count.</summary>
    public int? Seconds { get; init; }

    /// <summary>How many records it writes; null: until the duration has elapsed.</summary>
    public long? Count { get; init; }

    /// <summary>The pipeline's window, as in 10s.</summary>
    public required string Window { get; init; }

    /// <summary>The same seed writes the same bytes, except times.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Further arguments, such as shares of kinds of events.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>
    /// Partitions for a rate: the sample's broker stores 5 MiB per partition, and the generator is at most 3 MiB ahead of the committed
    /// offsets, so there is room for 30 seconds of 200-byte records between two commits.
    /// </summary>
    public static int PartitionsFor(int rate) => (int)Math.Clamp(rate * 30L / ((3 << 20) / 200), 16, 512);
}
