using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Parquet.Tests;

internal static class Parts
{
    /// <summary>Writes one part, with one batch for each array of records.</summary>
    internal static async Task<string> WriteAsync<T>(TemporaryFolder folder, ParquetOptions options, params T[][] batches)
        where T : struct, IRecord<T>
    {
        BatchPool<T> pool = new();
        var path = folder.File("part.parquet");
        await using var part = new ParquetFormat<T>(options).Create(path);
        foreach (var records in batches)
        {
            var batch = Batches.Of<T>(pool, records);
            await Within.TimeOf(part.WriteAsync(batch, default, CancellationToken.None).AsTask(), "room for the next batch");
            batch.Release();
        }

        Assert.Equal(batches.Sum(static b => b.Length), await Within.TimeOf(part.CompleteAsync(CancellationToken.None).AsTask(), "the part is complete"));
        Assert.Equal(0, pool.Outstanding);
        return path;
    }

    internal static Task<string> WriteAsync<T>(TemporaryFolder folder, T[] records)
        where T : struct, IRecord<T> => WriteAsync(folder, new ParquetOptions(), records);
}
