namespace Dataflow.Pipelines.State;

/// <summary>A timer: a time (UTC ticks) and the fingerprint of the key that set it. Ordered by time, then key.</summary>
internal readonly record struct TimerEntry(long Ticks, UInt128 Key) : IComparable<TimerEntry>
{
    public int CompareTo(TimerEntry other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Key.CompareTo(other.Key);
}
