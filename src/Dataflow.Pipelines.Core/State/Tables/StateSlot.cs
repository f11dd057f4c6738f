namespace Dataflow.Pipelines.State;

/// <summary>The state of one key, in place in its table. A key of zero marks a free slot.</summary>
internal struct StateSlot<T>
{
    public UInt128 Key;

    /// <summary>When its TTL started, UTC ticks; 0 where it has not.</summary>
    public long Time;

    public T Value;
}
