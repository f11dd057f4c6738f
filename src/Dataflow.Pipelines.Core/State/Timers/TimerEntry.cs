using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.State;

/// <summary>A timer of a key, 32 bytes: in the order of its fields the alignment of the key would make it 48. Ordered by time, then key and namespace.</summary>
/// <param name="Ticks">Its time, UTC ticks.</param>
/// <param name="Key">Hash of the key.</param>
/// <param name="Namespace">Distinguishes the timers of a key; 0 where it has only one kind.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimerEntry(long Ticks, UInt128 Key, long Namespace = 0) : IComparable<TimerEntry>
{
    public int CompareTo(TimerEntry other) =>
        Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks)
        : Key != other.Key ? Key.CompareTo(other.Key)
        : Namespace.CompareTo(other.Namespace);
}
