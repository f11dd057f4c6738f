using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class ParquetPartAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_lane_allocates_nothing_per_record(bool scattered)
    {
        const int batches = 40;
        using TemporaryFolder folder = new();
        BatchPool<Click> pool = new();
        var batch = Batches.Of<Click>(pool, [.. Enumerable.Range(0, RecordBatch<Click>.Capacity).Select(Click.Number)]);
        int[] rows = scattered ? [.. Enumerable.Range(0, batch.Count).Where(n => n % 4 != 0)] : [];
        ParquetFormat<Click> format = new(new ParquetOptions { RowGroupSize = 1_000_000, RowGroupBytes = 1 << 30, BufferBytes = 1 << 30 });
        await using var part = format.Create(folder.File("a.parquet"));

        // The first rows allocate the buffers, which grow by doubling: the test measures between two growths.
        Write(88);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(batches);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < batches * 512, $"{allocated} bytes were allocated for {batches} batches");

        void Write(int count)
        {
            for (var i = 0; i < count; i++)
            {
                // Completes synchronously: no row group is full.
                part.WriteAsync(batch, rows, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
