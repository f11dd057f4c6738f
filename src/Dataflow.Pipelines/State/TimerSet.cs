namespace Dataflow.Pipelines.State;

/// <summary>
/// Timers of one clock, each once, first one first: a heap in order, and a set that says which of its entries still stand. Owned by
/// one lane.
/// </summary>
internal sealed class TimerSet
{
    private const int MinKept = 64;
    private readonly HashSet<TimerEntry> _standing = [];
    private TimerEntry[] _heap = [];
    private int _count;

    public int Count => _standing.Count;

    /// <summary>Places of the heap that are taken, those of deleted timers among them.</summary>
    public int Places => _count;

    public IEnumerable<TimerEntry> Entries => _standing;

    /// <summary>Time of the first; <see cref="long.MaxValue"/> where there is none.</summary>
    public long Next
    {
        get
        {
            DropDeleted();
            return _count == 0 ? long.MaxValue : _heap[0].Ticks;
        }
    }

    public void Add(TimerEntry timer)
    {
        if (_standing.Add(timer))
        {
            Push(timer);
        }
    }

    public void Remove(TimerEntry timer)
    {
        // Its place in the heap is found when it comes to the top, or when half of the heap is such places.
        if (_standing.Remove(timer) && _count > MinKept && _count > _standing.Count * 2)
        {
            Compact();
        }
    }

    /// <summary>Takes the first timer out where its time is before a limit.</summary>
    public bool TryTake(long before, out TimerEntry timer)
    {
        DropDeleted();
        timer = _count > 0 ? _heap[0] : default;
        if (_count == 0 || timer.Ticks >= before)
        {
            return false;
        }

        Pop();
        _standing.Remove(timer);
        return true;
    }

    /// <summary>Gives memory back that a burst of timers has taken.</summary>
    public void Trim()
    {
        if (_heap.Length > MinKept && _count < _heap.Length / 4)
        {
            Compact();
        }
    }

    private void DropDeleted()
    {
        while (_count > 0 && !_standing.Contains(_heap[0]))
        {
            Pop();
        }
    }

    // A deleted timer that was set again has two places: the set holds it once.
    private void Compact()
    {
        _standing.TrimExcess();
        _heap = [.. _standing];
        _count = _heap.Length;
        Array.Sort(_heap);
    }

    private void Push(TimerEntry timer)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, Math.Max(16, _count * 2));
        }

        var at = _count++;
        for (var parent = (at - 1) / 2; at > 0 && timer.CompareTo(_heap[parent]) < 0; parent = (at - 1) / 2)
        {
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = timer;
    }

    private void Pop()
    {
        var last = _heap[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = (at * 2) + 1)
        {
            child += child + 1 < _count && _heap[child + 1].CompareTo(_heap[child]) < 0 ? 1 : 0;
            if (last.CompareTo(_heap[child]) <= 0)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
    }
}
