namespace Dataflow.Pipelines.Parquet.Tests;

internal static class Batches
{
    internal static RecordBatch<T> Of<T>(BatchPool<T> pool, params ReadOnlySpan<T> records)
        where T : struct, IRecord<T>
    {
        RecordBatch<T> batch = pool.Rent();
        records.CopyTo(batch.Records);
        batch.Count = records.Length;
        return batch;
    }
}
