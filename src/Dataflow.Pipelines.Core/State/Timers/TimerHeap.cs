namespace Dataflow.Pipelines.State;

/// <summary>Timers of an operator by key and namespace, earliest first. An entry may occur twice, or be outdated: the operator checks. Owned by one lane.</summary>
internal sealed class TimerHeap
{
    private const int MinRoom = 16;
    private TimerEntry[] _heap = [];

    public int Count { get; private set; }

    /// <summary>Tracks what is added and removed, where a backend requires it.</summary>
    public TimerChanges? Changes { get; set; }

    public long Bytes => _heap.LongLength * System.Runtime.CompilerServices.Unsafe.SizeOf<TimerEntry>();

    /// <summary>Capacity in entries.</summary>
    public int Room => _heap.Length;

    /// <summary>Time of the first; <see cref="long.MaxValue"/> where there is none.</summary>
    public long Next => Count == 0 ? long.MaxValue : _heap[0].Ticks;

    /// <summary>The first; there must be one.</summary>
    public ref readonly TimerEntry First => ref _heap[0];

    public ReadOnlySpan<TimerEntry> Entries => _heap.AsSpan(0, Count);

    public void Add(TimerEntry timer)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Math.Max(MinRoom, Count * 2));
        }

        var at = Count++;
        for (var parent = (at - 1) / 2; at > 0 && timer.CompareTo(_heap[parent]) < 0; parent = (at - 1) / 2)
        {
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = timer;
        Changes?.Add(timer);
    }

    /// <summary>Removes the first; there must be one.</summary>
    public TimerEntry Take()
    {
        var first = _heap[0];
        var last = _heap[--Count];
        var at = 0;
        for (var child = 1; child < Count; child = (at * 2) + 1)
        {
            child += child + 1 < Count && _heap[child + 1].CompareTo(_heap[child]) < 0 ? 1 : 0;
            if (last.CompareTo(_heap[child]) <= 0)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        Changes?.Remove(first);
        return first;
    }

    /// <summary>Adds the keys of the first entries up to a time to a list.</summary>
    /// <param name="last">The latest time, inclusive.</param>
    /// <param name="count">The most entries; one that occurs twice counts twice.</param>
    /// <param name="keys">Receives the keys.</param>
    public void Peek(long last, int count, List<UInt128> keys)
    {
        var (changes, taken) = (Changes, new List<TimerEntry>());
        Changes = null;
        for (; taken.Count < count && Count > 0 && Next <= last; keys.Add(taken[^1].Key))
        {
            taken.Add(Take());
        }

        taken.ForEach(Add);
        Changes = changes;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        for (var i = 0; Changes is not null && i < Count; i++)
        {
            Changes.Remove(_heap[i]);
        }

        (_heap, Count) = ([], 0);
    }

    /// <summary>Replaces all entries; this is not tracked as a change.</summary>
    public void Replace(IEnumerable<TimerEntry> entries)
    {
        _heap = [.. entries];
        Count = _heap.Length;
        Array.Sort(_heap);
    }
}
