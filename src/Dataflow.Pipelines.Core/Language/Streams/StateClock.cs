namespace Dataflow.Pipelines;

/// <summary>The clock that measures the TTL of a state.</summary>
public enum StateClock
{
    /// <summary>Event times of the records, and the watermark.</summary>
    EventTime,

    /// <summary>The clock of the machine.</summary>
    ProcessingTime,
}
