using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Parquet.Tests;

internal static class Batches
{
    /// <summary>A batch of at least one record, created by an emitter as in a node.</summary>
    internal static RecordBatch<T> Of<T>(BatchPool<T> pool, params ReadOnlySpan<T> records)
        where T : struct, IRecord<T>
    {
        Emitter<T> emitter = new(pool);
        foreach (var record in records)
        {
            emitter.Emit(in record);
        }

        return emitter.TryTake(out var batch) ? batch : throw new ArgumentException("A batch needs at least one record.", nameof(records));
    }
}
