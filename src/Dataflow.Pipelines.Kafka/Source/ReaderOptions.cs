using Dataflow.Pipelines.Kafka.Connection;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The options of a reader; see <see cref="KafkaSource{T}"/>.</summary>
internal sealed record ReaderOptions
{
    public required KafkaConnection Connection { get; init; }

    public required string Topic { get; init; }

    public required string Group { get; init; }

    public required Dictionary<string, string> Properties { get; init; }

    /// <summary>Partitions of the topic when the source was opened.</summary>
    public int Partitions { get; init; }

    public bool StartAtEnd { get; init; }

    public bool AllowOffsetGaps { get; init; }

    public TimeSpan RebalanceTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a drain waits for partitions of other members that make no progress.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Messages per chunk.</summary>
    public int ChunkCapacity { get; init; } = 2048;

    /// <summary>Number of chunks: how far the lane may be behind.</summary>
    public int Chunks { get; init; } = 8;

    /// <summary>How long the lane may have no room before the partitions are paused.</summary>
    public TimeSpan PauseAfter { get; init; } = TimeSpan.FromSeconds(1);
}
