using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Connectors;

/// <summary>Copies of records, in pooled memory.</summary>
internal sealed class FeedRecords<T> : RecordChunk<T>
    where T : struct, IRecord<T>
{
    private readonly T[] _records;
    private readonly long[] _positions = [];

    public FeedRecords(int split, long position, ReadOnlySpan<T> records, ReadOnlySpan<long> positions, string? cursor)
    {
        _records = ArrayPool<T>.Shared.Rent(records.Length);
        records.CopyTo(_records);
        Records = _records.AsMemory(0, records.Length);
        if (!positions.IsEmpty)
        {
            _positions = ArrayPool<long>.Shared.Rent(positions.Length);
            positions.CopyTo(_positions);
            Positions = _positions.AsMemory(0, positions.Length);
        }

        (Split, Position, Cursor) = (split, position, cursor);
    }

    public override void Release()
    {
        ArrayPool<T>.Shared.Return(_records, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        if (_positions.Length > 0)
        {
            ArrayPool<long>.Shared.Return(_positions);
        }
    }
}
