namespace Dataflow.Pipelines.Joins;

/// <summary>A record that waits for partners.</summary>
internal struct JoinEntry<T>
{
    /// <summary>Event time, UTC ticks.</summary>
    public long Time;

    public T Record;

    /// <summary>Whether it has had a partner.</summary>
    public bool IsMatched;
}
