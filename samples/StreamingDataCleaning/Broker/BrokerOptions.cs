namespace StreamingDataCleaning.Broker;

/// <summary>The options of the broker process.</summary>
internal sealed record BrokerOptions
{
    /// <summary>File that receives the bootstrap address; null: it is only printed.</summary>
    public string? PortFile { get; init; }

    public required IReadOnlyList<TopicOption> Topics { get; init; }

    public required int Brokers { get; init; }

    public required int RebalanceDelayMilliseconds { get; init; }

    /// <summary>The process whose end also ends this process; null: only a signal ends it.</summary>
    public int? ParentProcess { get; init; }

    /// <summary>Whether commands are read from standard input.</summary>
    public bool Control { get; init; }
}
