namespace Dataflow.Pipelines;

/// <summary>The time that the span of a state is measured in.</summary>
public enum StateClock
{
    /// <summary>Times of the records, and the watermark.</summary>
    EventTime,

    /// <summary>The clock of the machine.</summary>
    ProcessingTime,
}
