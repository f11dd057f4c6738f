namespace StreamingDataCleaning.Broker;

/// <summary>What the broker process was told.</summary>
internal sealed record BrokerOptions
{
    /// <summary>File that receives the bootstrap address; none: it is only printed.</summary>
    public string? PortFile { get; init; }

    public required IReadOnlyList<TopicOption> Topics { get; init; }

    public required int Brokers { get; init; }

    public required int RebalanceDelayMilliseconds { get; init; }

    /// <summary>The process to die with; none: only a signal ends it.</summary>
    public int? ParentProcess { get; init; }

    /// <summary>Whether commands are read from the standard input.</summary>
    public bool Control { get; init; }
}
