using Dataflow.Pipelines.Sinks.Files;

namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

// Alone, because bytes allocated are counted over all threads of the process.
[CollectionDefinition(nameof(ParquetPartAllocationTests), DisableParallelization = true)]
public sealed class ParquetPartAllocationCollection;

[Collection(nameof(ParquetPartAllocationTests))]
public sealed class ParquetPartAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_allocated_per_record(bool scattered)
    {
        const int batches = 1000;
        using TemporaryFolder folder = new();
        BatchPool<Click> pool = new();
        RecordBatch<Click> batch = Batches.Of<Click>(pool, [.. Enumerable.Range(0, RecordBatch<Click>.Capacity).Select(Click.Number)]);
        int[] rows = scattered ? [.. Enumerable.Range(0, batch.Count).Where(n => n % 4 != 0)] : [];
        await using IPartWriter<Click> part = new ParquetFormat<Click>(new ParquetOptions()).Create(folder.File("a.parquet"));
        await WriteAsync(50);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await WriteAsync(batches);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete");
        long records = (long)batches * (scattered ? rows.Length : batch.Count);
        Assert.True(allocated < records, $"{allocated} bytes were allocated for {records} records: {(double)allocated / batches:F0} a batch");

        async Task WriteAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await part.WriteAsync(batch, rows, CancellationToken.None);
            }
        }
    }
}
