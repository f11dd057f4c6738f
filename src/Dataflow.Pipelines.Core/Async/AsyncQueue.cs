namespace Dataflow.Pipelines.Async;

/// <summary>Records without a call so far, still in their batches, and the marks between them. Bounded by the credits of the inputs.</summary>
internal sealed class AsyncQueue<T>
    where T : struct, IRecord<T>
{
    private readonly LinkedList<Item> _items = [];
    private int _next;

    public bool IsEmpty => _items.Count == 0;

    /// <summary>Whether a mark is next.</summary>
    public bool IsAtMark => _items.First is { Value.Batch: null };

    /// <summary>The batch of the next record, its input, and the record's index in it.</summary>
    public (RecordBatch<T> Batch, int Input, int Index) Current => (_items.First!.Value.Batch!, _items.First.Value.Input, _next);

    /// <param name="input">The input to which the credit is returned; negative: none.</param>
    /// <param name="batch">At least one record.</param>
    public void Add(int input, RecordBatch<T> batch) => _items.AddLast(new Item(batch, input, default));

    public void Add(AsyncMark mark)
    {
        if (_items.Last is { Value: { Batch: null } last })
        {
            _items.RemoveLast();
            mark = last.Mark.Then(mark);
        }

        _items.AddLast(new Item(null, -1, mark));
    }

    public AsyncMark TakeMark()
    {
        var mark = _items.First!.Value.Mark;
        _items.RemoveFirst();
        return mark;
    }

    /// <summary>Moves to the next record; true where the current one was the last of its batch.</summary>
    public bool MoveNext()
    {
        if (++_next < _items.First!.Value.Batch!.Count)
        {
            return false;
        }

        _items.RemoveFirst();
        _next = 0;
        return true;
    }

    /// <summary>The batches in order, each with the index of its first record without a call.</summary>
    public IEnumerable<(RecordBatch<T> Batch, int From)> Batches()
    {
        var from = _next;
        foreach (var item in _items)
        {
            if (item.Batch is { } batch)
            {
                yield return (batch, from);
                from = 0;
            }
        }
    }

    /// <summary>Removes everything; batches are released without returning their credits.</summary>
    public void Clear()
    {
        foreach (var item in _items)
        {
            item.Batch?.Release();
        }

        _items.Clear();
        _next = 0;
    }

    private readonly record struct Item(RecordBatch<T>? Batch, int Input, AsyncMark Mark);
}
