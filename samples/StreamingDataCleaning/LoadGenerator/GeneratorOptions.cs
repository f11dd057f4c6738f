using StreamingDataCleaning.LoadGenerator.Events;

namespace StreamingDataCleaning.LoadGenerator;

/// <summary>The options of the load generator.</summary>
internal sealed record GeneratorOptions
{
    public required string BootstrapServers { get; init; }

    public required string Topic { get; init; }

    /// <summary>Further librdkafka properties, as in <c>sasl.username</c>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Records per second; 0: as fast as possible.</summary>
    public double Rate { get; init; }

    /// <summary>How long to write; null: until the count, or a signal.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many records to write; null: until the duration has elapsed.</summary>
    public long? Count { get; init; }

    public ulong Seed { get; init; }

    public required IReadOnlyDictionary<EventKind, double> Shares { get; init; }

    /// <summary>How far behind an out-of-order event may be.</summary>
    public TimeSpan OutOfOrderness { get; init; }

    /// <summary>The pipeline's window: a late event is behind by more than this and the bound.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Each partition gets a run at least this often, if the rate allows one record per run.</summary>
    public TimeSpan PartitionInterval { get; init; }

    /// <summary>The group whose committed offsets limit writing; null: no limit.</summary>
    public string? HoldBackGroup { get; init; }

    public long MaxUncommittedBytes { get; init; }

    public string? TallyFile { get; init; }

    public int? ParentProcess { get; init; }

    public TimeSpan StartupTimeout { get; init; }
}
