namespace Dataflow.Pipelines.Windows;

/// <summary>The slices that are open, in the order of time. Owned by one lane.</summary>
internal sealed class SliceTable<TAccumulator>
    where TAccumulator : struct
{
    private readonly List<Slice<TAccumulator>> _slices = [];

    public int Count => _slices.Count;

    public Slice<TAccumulator> this[int index] => _slices[index];

    public Slice<TAccumulator> GetOrAdd(long start, long end)
    {
        var at = IndexOf(start);
        if (at == _slices.Count || _slices[at].Start != start)
        {
            _slices.Insert(at, new Slice<TAccumulator>(start, end));
        }

        return _slices[at];
    }

    public void RemoveFirst(int count) => _slices.RemoveRange(0, count);

    /// <summary>Index of the first slice that does not begin before a time.</summary>
    public int IndexOf(long start)
    {
        var (from, to) = (0, _slices.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _slices[middle].Start < start ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
