using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>Records that are cleared when the chunk is released, so that a test detects code that retains the memory.</summary>
internal sealed class TestRecordChunk<T> : RecordChunk<T>
    where T : struct, IRecord<T>
{
    private readonly T[] _records;

    public TestRecordChunk(int split, long first, ReadOnlySpan<T> records)
    {
        Records = _records = records.ToArray();
        (Split, Position) = (split, first);
    }

    public override void Release() => Array.Clear(_records);
}
