using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.Lookups;

/// <summary>Records that were not asked about yet, still in their batches, and the marks between them. Bounded by the credits of the inputs.</summary>
internal sealed class LookupQueue<T>
    where T : struct, IRecord<T>
{
    private readonly LinkedList<Item> items = [];
    private int next;

    public bool IsEmpty => items.Count == 0;

    /// <summary>Whether a mark comes next.</summary>
    public bool IsAtMark => items.First is { Value.Batch: null };

    /// <summary>The batch of the next record, its input, and the record's index in it.</summary>
    public (RecordBatch<T> Batch, int Input, int Index) Current => (items.First!.Value.Batch!, items.First.Value.Input, next);

    /// <param name="input">The input that gets the credit back; negative: none does.</param>
    /// <param name="batch">At least one record.</param>
    public void Add(int input, RecordBatch<T> batch) => items.AddLast(new Item(batch, input, default));

    public void Add(LookupMark mark)
    {
        if (items.Last is { Value: { Batch: null } last })
        {
            items.RemoveLast();
            mark = last.Mark.Then(mark);
        }

        items.AddLast(new Item(null, -1, mark));
    }

    public LookupMark TakeMark()
    {
        var mark = items.First!.Value.Mark;
        items.RemoveFirst();
        return mark;
    }

    /// <summary>Goes on to the next record; true where that was the last of its batch.</summary>
    public bool MoveNext()
    {
        if (++next < items.First!.Value.Batch!.Count)
        {
            return false;
        }

        items.RemoveFirst();
        next = 0;
        return true;
    }

    /// <summary>The batches in order; of each the records from an index on have not been asked about.</summary>
    public IEnumerable<(RecordBatch<T> Batch, int From)> Batches()
    {
        var from = next;
        foreach (var item in items)
        {
            if (item.Batch is { } batch)
            {
                yield return (batch, from);
                from = 0;
            }
        }
    }

    /// <summary>Forgets all; batches are given back without their credits.</summary>
    public void Clear()
    {
        foreach (var item in items)
        {
            item.Batch?.Release();
        }

        items.Clear();
        next = 0;
    }

    private readonly record struct Item(RecordBatch<T>? Batch, int Input, LookupMark Mark);
}
