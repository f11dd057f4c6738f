namespace Dataflow.Pipelines.State;

/// <summary>Times at which an operator looks at a key and namespace, first one first. An entry may be there twice, or be outdated: the operator checks. Owned by one lane.</summary>
internal sealed class TimerHeap
{
    private const int MinRoom = 16;
    private TimerEntry[] _heap = [];

    public int Count { get; private set; }

    public long Bytes => _heap.LongLength * System.Runtime.CompilerServices.Unsafe.SizeOf<TimerEntry>();

    /// <summary>Entries that it has memory for.</summary>
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
        return first;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_heap, Count) = ([], 0);

    /// <summary>Holds these entries and no others.</summary>
    public void Replace(IEnumerable<TimerEntry> entries)
    {
        _heap = [.. entries];
        Count = _heap.Length;
        Array.Sort(_heap);
    }
}
