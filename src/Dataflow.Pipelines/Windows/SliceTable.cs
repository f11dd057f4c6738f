namespace Dataflow.Pipelines.Windows;

/// <summary>The slices that are open, in the order of time. Owned by one lane.</summary>
internal sealed class SliceTable<TAccumulator>
    where TAccumulator : struct
{
    private readonly List<Slice<TAccumulator>> slices = [];

    public int Count => slices.Count;

    public Slice<TAccumulator> this[int index] => slices[index];

    public Slice<TAccumulator> GetOrAdd(long start, long end)
    {
        var at = IndexOf(start);
        if (at == slices.Count || slices[at].Start != start)
        {
            slices.Insert(at, new Slice<TAccumulator>(start, end));
        }

        return slices[at];
    }

    public void RemoveFirst(int count) => slices.RemoveRange(0, count);

    /// <summary>Index of the first slice that does not begin before a time.</summary>
    public int IndexOf(long start)
    {
        var (from, to) = (0, slices.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = slices[middle].Start < start ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
