namespace Dataflow.Pipelines.State;

/// <summary>The state of one key where it lies in its table. A key of zero marks a free slot.</summary>
internal struct StateSlot<T>
{
    public UInt128 Key;

    /// <summary>When its span of life began, UTC ticks; 0 where it has none.</summary>
    public long Time;

    public T Value;
}
