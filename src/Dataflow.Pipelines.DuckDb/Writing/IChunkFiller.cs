namespace Dataflow.Pipelines.DuckDb;

/// <summary>Says what the items of a <see cref="DuckDbCopy{TItem}"/> are as rows. Called on the copy's thread only, once or more an item, never a row.</summary>
/// <typeparam name="TItem">A batch of rows, or a part of one.</typeparam>
public interface IChunkFiller<TItem>
{
    /// <summary>The columns of every row.</summary>
    IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>Writes rows of the item, from its row <paramref name="from"/> on, as many as the chunk has room for.</summary>
    /// <returns>The row to go on from, or -1 when that was the last.</returns>
    int Fill(in TItem item, int from, DuckDbChunk chunk);

    /// <summary>The item is done with, written or not: gives back what it holds. Must not throw.</summary>
    void Release(TItem item);
}
