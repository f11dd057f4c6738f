namespace Dataflow.Pipelines.State;

/// <summary>
/// Timers of one clock, each once, first one first: a heap in order, and a set that says which of its entries still stand. Owned by
/// one lane.
/// </summary>
internal sealed class TimerSet
{
    private const int MinKept = 64;
    private readonly HashSet<TimerEntry> _standing = [];
    private readonly TimerHeap _heap = new();

    public int Count => _standing.Count;

    public long Bytes => _heap.Bytes + (_standing.Capacity * (long)(System.Runtime.CompilerServices.Unsafe.SizeOf<TimerEntry>() + 16));

    /// <summary>Places of the heap that are taken, those of deleted timers among them.</summary>
    public int Places => _heap.Count;

    public IEnumerable<TimerEntry> Entries => _standing;

    /// <summary>Notes what is added and gone, where a backend wants to know.</summary>
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
        if (_standing.Add(timer))
        {
            _heap.Add(timer);
            Changes?.Add(timer);
        }
    }

    public void Remove(TimerEntry timer)
    {
        if (!_standing.Remove(timer))
        {
            return;
        }

        Changes?.Remove(timer);

        // Its place in the heap is found when it comes to the top, or when half of the heap is such places.
        if (_heap.Count > MinKept && _heap.Count > _standing.Count * 2)
        {
            Compact();
        }
    }

    /// <summary>Takes the first timer out where its time is before a limit.</summary>
    public bool TryTake(long before, out TimerEntry timer)
    {
        DropDeleted();
        timer = default;
        if (_heap.Count == 0 || _heap.Next >= before)
        {
            return false;
        }

        timer = _heap.Take();
        _standing.Remove(timer);
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

    /// <summary>Gives memory back that a burst of timers has taken.</summary>
    public void Trim()
    {
        if (_heap.Room > MinKept && _heap.Count < _heap.Room / 4)
        {
            Compact();
        }
    }

    private void DropDeleted()
    {
        while (_heap.Count > 0 && !_standing.Contains(_heap.First))
        {
            _heap.Take();
        }
    }

    // A deleted timer that was set again has two places: the set holds it once.
    private void Compact()
    {
        _standing.TrimExcess();
        _heap.Replace(_standing);
    }
}
