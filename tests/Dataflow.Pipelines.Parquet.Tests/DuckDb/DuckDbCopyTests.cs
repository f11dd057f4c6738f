using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet.Tests.DuckDb;

public sealed class DuckDbCopyTests : IDisposable
{
    private const string Parquet = "FORMAT parquet, COMPRESSION zstd";

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(options: new() { Threads = 1 });

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Items_become_rows_in_order_and_each_is_released_once()
    {
        NumberFiller filler = new();
        string path = _folder.File("a.parquet");
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, path, Parquet, filler);
        int[] sizes = [1, 2047, 0, 5000, 1024, 1024, 1, 3];
        foreach (int size in sizes)
        {
            await Within.TimeOf(copy.WriteAsync(size).AsTask(), "room for the next item");
        }

        Assert.Equal(sizes.Sum(), await Within.TimeOf(copy.CompleteAsync(), "the file is complete"));
        Assert.Equal(sizes.Length, filler.Released);
        IReadOnlyList<object?[]> rows = DuckDbQuery.Rows("SELECT n FROM read_parquet($1)", path);
        Assert.Equal(Enumerable.Range(0, sizes.Sum()).Select(n => (object?)(long)n), rows.Select(r => r[0]));
    }

    [Fact]
    public async Task A_file_of_no_items_is_a_file_of_no_rows()
    {
        string path = _folder.File("none.parquet");
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, path, Parquet, new NumberFiller());

        Assert.Equal(0, await Within.TimeOf(copy.CompleteAsync(), "the file is complete"));
        Assert.Equal(0, DuckDbQuery.Scalar<long>("SELECT count(n) FROM read_parquet($1)", path));
    }

    [Fact]
    public async Task A_file_that_is_given_up_is_gone_and_its_items_are_released()
    {
        NumberFiller filler = new();
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, _folder.File("a.parquet"), Parquet, filler);
        for (int i = 0; i < 200; i++)
        {
            await Within.TimeOf(copy.WriteAsync(1024).AsTask(), "room for the next item");
        }

        await Within.TimeOf(copy.AbortAsync(), "the file is given up");

        Assert.Empty(_folder.Files());
        Assert.Equal(200, filler.Released);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await copy.WriteAsync(1));
        Assert.Equal(201, filler.Released);
        await Within.TimeOf(copy.AbortAsync(), "giving up again does nothing");
    }

    [Fact]
    public async Task A_file_that_is_given_up_at_once_or_after_its_end_is_gone()
    {
        DuckDbCopy<int> unwritten = DuckDbCopy<int>.Start(_database, _folder.File("a.parquet"), Parquet, new NumberFiller());
        await Within.TimeOf(unwritten.AbortAsync(), "the file is given up");

        DuckDbCopy<int> complete = DuckDbCopy<int>.Start(_database, _folder.File("b.parquet"), Parquet, new NumberFiller());
        await Within.TimeOf(complete.CompleteAsync(), "the file is complete");
        await Within.TimeOf(complete.AbortAsync(), "the file is given up");

        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error_with_the_path_at_a_write()
    {
        NumberFiller filler = new();
        string path = _folder.File("missing/a.parquet");
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, path, Parquet, filler);

        int written = 0;
        DuckDbException error = await Assert.ThrowsAsync<DuckDbException>(async () =>
        {
            // At most two items are taken before the writer has to wait for a statement that has already failed.
            for (; written < 4; written++)
            {
                await copy.WriteAsync(10).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            }
        });

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DuckDbException>(() => Within.TimeOf(copy.CompleteAsync(), "the file ends"));
        Assert.Equal(written + 1, filler.Released);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_with_the_path_at_the_end()
    {
        string path = _folder.File("full.parquet");
        File.CreateSymbolicLink(path, "/dev/full");
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, path, Parquet, new NumberFiller());
        await Within.TimeOf(copy.WriteAsync(10).AsTask(), "room for the next item");

        DuckDbException error = await Assert.ThrowsAsync<DuckDbException>(() => Within.TimeOf(copy.CompleteAsync(), "the file ends"));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_filler_throws_is_the_cause_of_the_error_and_no_file_is_left()
    {
        NumberFiller filler = new() { FailAt = 3000 };
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, _folder.File("a.parquet"), Parquet, filler);
        await Within.TimeOf(copy.WriteAsync(5000).AsTask(), "room for the next item");

        DuckDbException error = await Assert.ThrowsAsync<DuckDbException>(() => Within.TimeOf(copy.CompleteAsync(), "the file ends"));

        Assert.Equal("row 3000 has no number", Assert.IsType<InvalidDataException>(error.InnerException).Message);
        Assert.Contains(_folder.File("a.parquet"), error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
        Assert.Equal(1, filler.Released);
    }

    [Fact]
    public async Task Many_files_of_one_database_are_written_at_the_same_time()
    {
        const int files = 20;
        DuckDbCopy<int>[] copies = [.. Enumerable.Range(0, files).Select(i => DuckDbCopy<int>.Start(_database, _folder.File($"{i:D2}.parquet"), Parquet, new NumberFiller()))];
        for (int round = 0; round < 50; round++)
        {
            foreach (DuckDbCopy<int> copy in copies)
            {
                await Within.TimeOf(copy.WriteAsync(100).AsTask(), "room for the next item");
            }
        }

        foreach (DuckDbCopy<int> copy in copies)
        {
            Assert.Equal(5000, await Within.TimeOf(copy.CompleteAsync(), "the file is complete"));
        }

        Assert.Equal(files * 5000, DuckDbQuery.Scalar<long>("SELECT count(*) FROM read_parquet($1)", _folder.File("*.parquet")));
    }

    [Fact]
    public async Task A_path_with_a_quote_is_a_path()
    {
        string path = _folder.File("it's; DROP TABLE t.parquet");
        DuckDbCopy<int> copy = DuckDbCopy<int>.Start(_database, path, Parquet, new NumberFiller());
        await Within.TimeOf(copy.CompleteAsync(), "the file is complete");

        Assert.Equal([path], _folder.Files());
    }

    /// <summary>An item is a count of rows; the rows are numbered over all items.</summary>
    private sealed class NumberFiller : IChunkFiller<int>
    {
        private long _next;

        public int Released { get; private set; }

        public long FailAt { get; init; } = -1;

        public IReadOnlyList<DuckDbColumn> Columns { get; } = [new("n", DuckDbType.Int64)];

        public int Fill(in int item, int from, DuckDbChunk chunk)
        {
            int count = Math.Min(item - from, chunk.Free);
            chunk.BeginRows(count);
            foreach (ref long value in chunk.Values<long>(0))
            {
                value = _next == FailAt ? throw new InvalidDataException($"row {_next} has no number") : _next++;
            }

            return from + count == item ? -1 : from + count;
        }

        public void Release(int item) => Released++;
    }
}
