namespace Dataflow.Pipelines.Parquet;

/// <summary>The rows of a row group, by column, until they are encoded.</summary>
internal sealed class RowGroupBuffer(ParquetColumns columns)
{
    private readonly ColumnBuffer[] _columns = columns.CreateBuffers();

    public int Rows { get; private set; }

    /// <summary>Bytes of the values.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Bytes that the buffer holds, including unused capacity of its arrays.</summary>
    public long HeldBytes { get; private set; }

    public ReadOnlySpan<ColumnBuffer> Columns => _columns;

    /// <summary>Adds records, with the record's own generated code.</summary>
    public void Add<T>(ReadOnlySpan<T> records)
        where T : struct, IRecord<T>
    {
        foreach (var column in _columns)
        {
            column.BeginBatch(records.Length);
        }

        ColumnWriter writer = new(_columns);
        T.WriteColumns(records, ref writer);
        (Rows, ContentBytes, HeldBytes) = (Rows + records.Length, 0, 0);
        foreach (var column in _columns)
        {
            column.EndBatch();
            ContentBytes += column.ContentBytes;
            HeldBytes += column.HeldBytes;
        }
    }

    /// <summary>Returns the arrays to their pool.</summary>
    public void Release()
    {
        foreach (var column in _columns)
        {
            column.Release();
        }
    }
}
