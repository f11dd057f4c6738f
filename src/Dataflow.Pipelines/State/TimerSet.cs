namespace Dataflow.Pipelines.State;

/// <summary>
/// Timers of one clock, each once, first one first: a heap in order, and a set that says which of its entries still stand. Owned by
/// one lane.
/// </summary>
internal sealed class TimerSet
{
    private const int MinKept = 64;
    private readonly HashSet<TimerEntry> standing = [];
    private TimerEntry[] heap = [];
    private int count;

    public int Count => standing.Count;

    /// <summary>Places of the heap that are taken, those of deleted timers among them.</summary>
    public int Places => count;

    public IEnumerable<TimerEntry> Entries => standing;

    /// <summary>Time of the first; <see cref="long.MaxValue"/> where there is none.</summary>
    public long Next
    {
        get
        {
            DropDeleted();
            return count == 0 ? long.MaxValue : heap[0].Ticks;
        }
    }

    public void Add(TimerEntry timer)
    {
        if (standing.Add(timer))
        {
            Push(timer);
        }
    }

    public void Remove(TimerEntry timer)
    {
        // Its place in the heap is found when it comes to the top, or when half of the heap is such places.
        if (standing.Remove(timer) && count > MinKept && count > standing.Count * 2)
        {
            Compact();
        }
    }

    /// <summary>Takes the first timer out where its time is before a limit.</summary>
    public bool TryTake(long before, out TimerEntry timer)
    {
        DropDeleted();
        timer = count > 0 ? heap[0] : default;
        if (count == 0 || timer.Ticks >= before)
        {
            return false;
        }

        Pop();
        standing.Remove(timer);
        return true;
    }

    /// <summary>Gives memory back that a burst of timers has taken.</summary>
    public void Trim()
    {
        if (heap.Length > MinKept && count < heap.Length / 4)
        {
            Compact();
        }
    }

    private void DropDeleted()
    {
        while (count > 0 && !standing.Contains(heap[0]))
        {
            Pop();
        }
    }

    // A deleted timer that was set again has two places: the set holds it once.
    private void Compact()
    {
        standing.TrimExcess();
        heap = [.. standing];
        count = heap.Length;
        Array.Sort(heap);
    }

    private void Push(TimerEntry timer)
    {
        if (count == heap.Length)
        {
            Array.Resize(ref heap, Math.Max(16, count * 2));
        }

        var at = count++;
        for (var parent = (at - 1) / 2; at > 0 && timer.CompareTo(heap[parent]) < 0; parent = (at - 1) / 2)
        {
            heap[at] = heap[parent];
            at = parent;
        }

        heap[at] = timer;
    }

    private void Pop()
    {
        var last = heap[--count];
        var at = 0;
        for (var child = 1; child < count; child = (at * 2) + 1)
        {
            child += child + 1 < count && heap[child + 1].CompareTo(heap[child]) < 0 ? 1 : 0;
            if (last.CompareTo(heap[child]) <= 0)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = last;
    }
}
