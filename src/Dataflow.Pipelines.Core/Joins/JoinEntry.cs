namespace Dataflow.Pipelines.Joins;

/// <summary>A record that waits for partners.</summary>
internal struct JoinEntry<T>
{
    /// <summary>Event time, UTC ticks.</summary>
    public long Time;

    public T Record;

    /// <summary>It has had one.</summary>
    public bool IsMatched;
}
