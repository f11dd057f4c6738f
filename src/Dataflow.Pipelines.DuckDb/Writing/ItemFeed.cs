namespace Dataflow.Pipelines.DuckDb;

/// <summary>Feeds the items of a queue to a statement as rows. Everything here runs on the statement's thread.</summary>
internal sealed class ItemFeed<TItem>(IChunkFiller<TItem> filler, BoundedHandoff<TItem> queue) : RowFeed(filler.Columns)
{
    private TItem? _item;
    private bool _held;
    private int _from;

    internal override void Fill(DuckDbChunk chunk)
    {
        // Blocks only for the first rows of a chunk: what is there goes on, what is not would keep it.
        while (chunk.Free > 0 && (_held || TakeNext(wait: chunk.Rows == 0)))
        {
            _from = filler.Fill(in _item!, _from, chunk);
            if (_from < 0)
            {
                LetGo();
            }
        }
    }

    /// <summary>Gives back what a failed statement has not read.</summary>
    internal void ReleaseRest()
    {
        if (_held)
        {
            LetGo();
        }

        while (queue.TryDrain(out TItem? item))
        {
            filler.Release(item);
        }
    }

    private bool TakeNext(bool wait)
    {
        _from = 0;
        return _held = queue.TryRead(wait, out _item);
    }

    private void LetGo()
    {
        TItem item = _item!;
        (_item, _held) = (default, false);
        filler.Release(item);
    }
}
