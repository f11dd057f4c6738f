namespace Dataflow.Pipelines.DuckDb;

/// <summary>
/// One file that a <c>COPY</c> statement writes from items that are pushed. The statement runs on a thread of its own until the end, because
/// it pulls, and blocks that thread while nothing is there: on pool threads that would starve the pipeline. Open the database with
/// <see cref="DuckDbOptions.Threads"/> = 1, so that the statement stays on that thread. One writer at a time.
/// </summary>
/// <typeparam name="TItem">A batch of rows, or a part of one; whoever is given an item releases it.</typeparam>
public sealed class DuckDbCopy<TItem>
{
    private const int QueuedItems = 2;

    private readonly DuckDbDatabase _database;
    private readonly string _path;
    private readonly string _sql;
    private readonly IChunkFiller<TItem> _filler;
    private readonly BoundedHandoff<TItem> _queue = new(QueuedItems);
    private readonly ItemFeed<TItem> _feed;
    private readonly TaskCompletionSource<long> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DuckDbCopy(DuckDbDatabase database, string path, string options, IChunkFiller<TItem> filler)
    {
        _database = database;
        _path = path;
        _filler = filler;
        _feed = new ItemFeed<TItem>(filler, _queue);
        _sql = $"COPY (SELECT * FROM {_feed.Sql}) TO {DuckDbQuery.Literal(path)} ({options})";
    }

    /// <summary>Starts a statement that writes the file <paramref name="path"/>; its folder must exist.</summary>
    /// <param name="database">The database that does the work; one serves any number of files.</param>
    /// <param name="path">The file. If it is there it is replaced.</param>
    /// <param name="options">What stands in the brackets behind COPY, such as <c>FORMAT parquet, COMPRESSION zstd</c>.</param>
    /// <param name="filler">Says what an item is as rows.</param>
    public static DuckDbCopy<TItem> Start(DuckDbDatabase database, string path, string options, IChunkFiller<TItem> filler)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(filler);
        database.EnsureRowFeeds();
        DuckDbCopy<TItem> copy = new(database, path, options, filler);
        new Thread(copy.Run) { IsBackground = true, Name = $"copy to {Path.GetFileName(path)}" }.Start();
        return copy;
    }

    /// <summary>Hands an item over, and completes when there is room for the next.</summary>
    /// <exception cref="DuckDbException">The file cannot be written; the message names it and says why. The item is released.</exception>
    public ValueTask WriteAsync(TItem item)
    {
        if (_queue.TryWrite(item, out ValueTask room))
        {
            return room;
        }

        _filler.Release(item);
        return ValueTask.FromException(_queue.Fault!);
    }

    /// <summary>Ends the file: afterwards it is whole, though not yet flushed to the disk by fsync.</summary>
    /// <returns>The rows in it.</returns>
    /// <exception cref="DuckDbException">The file could not be written; it is not there.</exception>
    public Task<long> CompleteAsync()
    {
        _queue.Complete();
        return _end.Task;
    }

    /// <summary>Gives the file up. Afterwards it is not there, even if it was complete, and no item is held. An earlier error is not thrown again.</summary>
    public async Task AbortAsync()
    {
        _queue.Fail(new OperationCanceledException($"Writing '{_path}' was given up."));

        // A statement that fails takes its file away itself; one that had ended before did not.
        Task ended = await Task.WhenAny(_end.Task);
        if (ended.IsCompletedSuccessfully)
        {
            File.Delete(_path);
        }
    }

    private void Run()
    {
        long rows = 0;
        Exception? failure = null;
        _feed.Open();
        try
        {
            using DuckDbConnection connection = _database.Connect();
            rows = connection.Execute(_sql);
        }
        catch (Exception e)
        {
            failure = Explain(e);
        }

        _feed.Close();

        // From here on nothing more is taken, so what is released below is all there was.
        _queue.Fail(failure ?? new InvalidOperationException($"'{_path}' is complete."));
        _feed.ReleaseRest();
        if (failure is null)
        {
            _end.SetResult(rows);
        }
        else
        {
            _end.SetException(failure);

            // Whoever writes or ends the file is told; where nobody does any more, it is no unobserved exception.
            _ = _end.Task.Exception;
        }
    }

    private Exception Explain(Exception error) => _feed.Failure switch
    {
        OperationCanceledException given => given,
        { } cause => new DuckDbException($"Cannot write '{_path}': {cause.Message}", cause),
        null => new DuckDbException($"Cannot write '{_path}': {error.Message}", error),
    };
}
