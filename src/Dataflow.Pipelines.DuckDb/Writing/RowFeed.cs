using System.Collections.Concurrent;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>Rows that a statement pulls through the table function <see cref="RowFeedFunction"/>, under a number that stands in its SQL.</summary>
internal abstract class RowFeed
{
    // The bridge between a number in SQL and an object of ours. A statement that names a number that is gone gets an error, not memory of
    // something else, which is why no pointer stands there.
    private static readonly ConcurrentDictionary<long, RowFeed> s_open = new();
    private static long s_last;

    private readonly long _number = Interlocked.Increment(ref s_last);

    protected RowFeed(IReadOnlyList<DuckDbColumn> columns) => Columns = columns;

    internal IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>What <see cref="Fill"/> threw last: the statement's own error has only its text.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>What to select from.</summary>
    internal string Sql => FormattableString.Invariant($"{RowFeedFunction.Name}({_number})");

    internal static RowFeed? Find(long number) => s_open.GetValueOrDefault(number);

    internal void Open() => s_open[_number] = this;

    internal void Close() => s_open.TryRemove(_number, out _);

    /// <summary>
    /// Writes rows into the chunk, on DuckDB's thread, and may block until there are some. None at the end. What it throws becomes the
    /// statement's error.
    /// </summary>
    internal abstract void Fill(DuckDbChunk chunk);

    /// <summary>The chunk object of this feed, attached anew to each of DuckDB's chunks.</summary>
    internal DuckDbChunk Chunk => field ??= new DuckDbChunk(Columns.Count);
}
