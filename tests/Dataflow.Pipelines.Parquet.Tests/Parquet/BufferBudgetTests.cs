using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Files;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class BufferBudgetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BatchPool<Click> _pool = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_open_files_of_a_lane_stay_within_the_limit_and_one_batch()
    {
        const long limit = 2 << 20;
        const int files = 6;
        const int rounds = 60;

        // One batch, plus the doubling of arrays that it can cause.
        const long slack = 1 << 20;
        ParquetFormat<Click> format = new(new ParquetOptions { BufferBytes = limit });
        IPartWriter<Click>[] parts = [.. Enumerable.Range(0, files).Select(n => format.Create(_folder.File($"{n}.parquet")))];
        long most = 0;
        for (var n = 0; n < rounds * files; n++)
        {
            var batch = Batches.Of<Click>(_pool, [.. Enumerable.Range(n / files * 1000, 1000).Select(Click.Number)]);
            var room = parts[n % files].WriteAsync(batch, default, CancellationToken.None);
            most = Math.Max(most, format.Budget.HeldBytes);
            await Within.TimeOf(room.AsTask(), "room for the next batch");
            Assert.True(format.Budget.HeldBytes <= limit, $"{format.Budget.HeldBytes} bytes are held after the wait");
            batch.Release();
        }

        Assert.InRange(most, limit + 1, limit + slack);
        foreach (var part in parts)
        {
            Assert.Equal(rounds * 1000, await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
            await part.DisposeAsync();
        }

        Assert.Equal(0, format.Budget.HeldBytes);
        Assert.Equal(0, _pool.Outstanding);
        Assert.Equal(files * rounds * 1000L, DuckDbSql.Scalar<long>("SELECT count(*) FROM read_parquet($1)", _folder.File("*.parquet")));
        Assert.Equal(0, DuckDbSql.Scalar<long>("SELECT count(*) FROM read_parquet($1, file_row_number = true) WHERE epoch(timestamp) <> file_row_number", _folder.File("*.parquet")));
    }

    [Fact]
    public async Task The_file_with_most_memory_ends_its_row_group()
    {
        ParquetFormat<Click> format = new(new ParquetOptions { BufferBytes = 2 << 20 });
        await using var small = format.Create(_folder.File("small.parquet"));
        await using var large = format.Create(_folder.File("large.parquet"));
        var batch = Batches.Of<Click>(_pool, [.. Enumerable.Range(0, 1000).Select(Click.Number)]);
        await Within.TimeOf(small.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
        var written = 0;
        while (format.Budget.HeldBytes <= 2 << 20 && written < 100)
        {
            var room = large.WriteAsync(batch, default, CancellationToken.None);
            written++;
            if (!room.IsCompletedSuccessfully)
            {
                await Within.TimeOf(room.AsTask(), "room for the next batch");
                break;
            }
        }

        batch.Release();
        Assert.Equal(1000, await Within.TimeOf(small.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
        await Within.TimeOf(large.WriteAsync(batch = Batches.Of(_pool, Click.Number(0)), default, CancellationToken.None).AsTask(), "room for the next batch");
        batch.Release();
        Assert.Equal((written * 1000) + 1, await Within.TimeOf(large.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
        Assert.Equal(1, Groups("small"));
        Assert.Equal(2, Groups("large"));
    }

    private long Groups(string name) => DuckDbSql.Scalar<long>("SELECT count(DISTINCT row_group_id) FROM parquet_metadata($1)", _folder.File($"{name}.parquet"));
}
