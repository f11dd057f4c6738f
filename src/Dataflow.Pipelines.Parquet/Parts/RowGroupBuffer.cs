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
        Begin(records.Length);
        ColumnWriter writer = new(_columns);
        T.WriteColumns(records, ref writer);
        End(records.Length);
    }

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Their number.</param>
    /// <param name="fill">Writes their values of a column, which it gets with its index.</param>
    public void Add(int rows, Action<ColumnBuffer, int> fill)
    {
        Begin(rows);
        for (var i = 0; i < _columns.Length; i++)
        {
            fill(_columns[i], i);
        }

        End(rows);
    }

    /// <summary>Returns the arrays to their pool.</summary>
    public void Release()
    {
        foreach (var column in _columns)
        {
            column.Release();
        }
    }

    private void Begin(int rows)
    {
        foreach (var column in _columns)
        {
            column.BeginBatch(rows);
        }
    }

    private void End(int rows)
    {
        (Rows, ContentBytes, HeldBytes) = (Rows + rows, 0, 0);
        foreach (var column in _columns)
        {
            column.EndBatch();
            ContentBytes += column.ContentBytes;
            HeldBytes += column.HeldBytes;
        }
    }
}
