using Parquet.Meta;

namespace Dataflow.Pipelines.Parquet;

/// <summary>A column of byte sequences, held by reference until they are encoded. It has no bounds.</summary>
internal sealed class BytesBuffer(ParquetColumn column) : ColumnBuffer<ReadOnlyMemory<byte>>(column)
{
    private long _bytes;

    public override long HeldBytes => base.HeldBytes + _bytes;

    public override long ContentBytes => base.ContentBytes + _bytes;

    protected override void OnAdded(ReadOnlySpan<ReadOnlyMemory<byte>> values)
    {
        foreach (var value in values)
        {
            _bytes += value.Length;
        }
    }

    protected override void SetBoundsOfValues(Statistics statistics) => ColumnBounds.Clear(statistics);
}
