namespace Dataflow.Pipelines.Connectors;

/// <summary>Records of one split. A thousand is a good size.</summary>
/// <typeparam name="T">The record type.</typeparam>
public class RecordChunk<T> : SourceChunk
    where T : struct, IRecord<T>
{
    /// <summary>The records; they do not change until <see cref="SourceChunk.Release"/>.</summary>
    public ReadOnlyMemory<T> Records { get; init; }

    /// <summary>Index of their split in its reader: <see cref="SourceSplit.Index"/>.</summary>
    public int Split { get; init; }

    /// <summary>Position of the first record in the split; the others follow consecutively unless <see cref="Positions"/> is set.</summary>
    public long Position { get; init; }

    /// <summary>Position of each record, ascending, where there are gaps between them; else empty.</summary>
    public ReadOnlyMemory<long> Positions { get; init; }

    /// <summary>Position where reading continues after the chunk.</summary>
    internal long Next => PositionOf(Records.Length - 1) + 1;

    internal override int Count => Records.Length;

    internal long PositionOf(int index) => Positions.IsEmpty ? Position + index : Positions.Span[index];
}
