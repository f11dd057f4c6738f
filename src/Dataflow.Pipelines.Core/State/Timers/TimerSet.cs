namespace Dataflow.Pipelines.State;

/// <summary>
/// Timers of one clock, each once, earliest first: a heap in order, and a set of those of its entries that are not deleted. Owned by
/// one lane.
/// </summary>
internal sealed class TimerSet
{
    private const int MinKept = 64;
    private readonly HashSet<TimerEntry> _pending = [];
    private readonly TimerHeap _heap = new();

    public int Count => _pending.Count;

    public long Bytes => _heap.Bytes + (_pending.Capacity * (long)(System.Runtime.CompilerServices.Unsafe.SizeOf<TimerEntry>() + 16));

    /// <summary>Occupied places of the heap, including those of deleted timers.</summary>
    public int Places => _heap.Count;

    public IEnumerable<TimerEntry> Entries => _pending;

    /// <summary>Tracks what is added and removed, where a backend requires it.</summary>
    public TimerChanges? Changes { get; set; }

    /// <summary>Time of the first; <see cref="long.MaxValue"/> where there is none.</summary>
    public long Next
    {
        get
        {
            DropDeleted();
            return _heap.Next;
        }
    }

    public void Add(TimerEntry timer)
    {
        if (_pending.Add(timer))
        {
            _heap.Add(timer);
            Changes?.Add(timer);
        }
    }

    public void Remove(TimerEntry timer)
    {
        if (!_pending.Remove(timer))
        {
            return;
        }

        Changes?.Remove(timer);

        // Its place in the heap is freed when it reaches the top, or when half of the heap is deleted timers.
        if (_heap.Count > MinKept && _heap.Count > _pending.Count * 2)
        {
            Compact();
        }
    }

    /// <summary>Removes the first timer where its time is before a limit.</summary>
    public bool TryTake(long before, out TimerEntry timer)
    {
        DropDeleted();
        timer = default;
        if (_heap.Count == 0 || _heap.Next >= before)
        {
            return false;
        }

        timer = _heap.Take();
        _pending.Remove(timer);
        Changes?.Remove(timer);
        return true;
    }

    /// <summary>Adds the keys of the first timers before a time to a list.</summary>
    public void Peek(long before, int count, List<UInt128> keys)
    {
        List<TimerEntry> taken = [];
        for (DropDeleted(); taken.Count < count && _heap.Next < before; DropDeleted())
        {
            taken.Add(_heap.Take());
            keys.Add(taken[^1].Key);
        }

        taken.ForEach(_heap.Add);
    }

    /// <summary>Frees memory after a burst of timers.</summary>
    public void Trim()
    {
        if (_heap.Room > MinKept && _heap.Count < _heap.Room / 4)
        {
            Compact();
        }
    }

    private void DropDeleted()
    {
        while (_heap.Count > 0 && !_pending.Contains(_heap.First))
        {
            _heap.Take();
        }
    }

    // A deleted timer that was set again has two places in the heap, and one in the set.
    private void Compact()
    {
        _pending.TrimExcess();
        _heap.Replace(_pending);
    }
}
