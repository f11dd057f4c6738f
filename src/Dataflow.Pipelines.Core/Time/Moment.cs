namespace Dataflow.Pipelines;

/// <summary>The times that belong to a record: a node method may take it as <c>in Moment</c>.</summary>
/// <param name="EventTicks">Event time of the record, UTC ticks.</param>
/// <param name="ProcessingTicks">Processing time of its batch, UTC ticks.</param>
public readonly record struct Moment(long EventTicks, long ProcessingTicks)
{
    /// <summary>Event time of the record.</summary>
    public DateTimeOffset EventTime => new(EventTicks, TimeSpan.Zero);

    /// <summary>Processing time of the batch that the record is in.</summary>
    public DateTimeOffset ProcessingTime => new(ProcessingTicks, TimeSpan.Zero);
}
