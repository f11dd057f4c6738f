namespace Dataflow.Pipelines.Joins;

/// <summary>The records of one key and side, in the order of their times. Grows, and is reused for other keys.</summary>
internal sealed class JoinBuffer<T>
{
    private JoinEntry<T>[] _entries = [];
    private int _start;

    public int Count { get; private set; }

    /// <summary>Due time of the current timer for its first record, UTC ticks; see the block.</summary>
    public long Due { get; set; } = long.MinValue;

    public ref JoinEntry<T> this[int index] => ref _entries[_start + index];

    public ReadOnlySpan<JoinEntry<T>> Span => _entries.AsSpan(_start, Count);

    /// <summary>Adds a record after those of the same time; true where it is now the first.</summary>
    public bool Add(long time, in T record, bool isMatched)
    {
        MakeRoom();

        // Records arrive nearly in order: the position is at the end, or close to it.
        var at = Count;
        while (at > 0 && this[at - 1].Time > time)
        {
            this[at] = this[at - 1];
            at--;
        }

        Count++;
        this[at] = new JoinEntry<T> { Time = time, Record = record, IsMatched = isMatched };
        return at == 0;
    }

    /// <summary>Index of the first record at or after a time.</summary>
    public int Find(long time)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = this[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public void RemoveFirst()
    {
        // An unused slot must not keep texts alive.
        _entries[_start++] = default;
        if (--Count == 0)
        {
            _start = 0;
        }
    }

    private void MakeRoom()
    {
        if (_start + Count < _entries.Length)
        {
            return;
        }

        if (_start > _entries.Length / 2)
        {
            Array.Copy(_entries, _start, _entries, 0, Count);
            Array.Clear(_entries, Count, _start);
        }
        else
        {
            var larger = new JoinEntry<T>[Math.Max(4, _entries.Length * 2)];
            Array.Copy(_entries, _start, larger, 0, Count);
            _entries = larger;
        }

        _start = 0;
    }
}
