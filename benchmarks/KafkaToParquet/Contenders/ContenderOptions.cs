namespace KafkaToParquet.Contenders;

/// <summary>Options of a program without the engine.</summary>
internal sealed record ContenderOptions
{
    public required string Kafka { get; init; }

    public required string Topic { get; init; }

    public required int Partitions { get; init; }

    /// <summary>Records to read before it ends.</summary>
    public required long Count { get; init; }

    /// <summary>Length of a window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Folder of its files.</summary>
    public required string Lake { get; init; }

    public required TimeSpan StatusInterval { get; init; }
}
