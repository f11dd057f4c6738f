using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Dataflow.Pipelines.Parquet;

/// <summary>The values of one column of a row group: the present ones, and for a nullable column which rows have one.</summary>
internal abstract class ColumnBuffer(ParquetColumn column)
{
    private int[] _presence = [];
    private int _rows;

    /// <summary>Number of values of the current batch; generated code sets it for a nullable column.</summary>
    public int BatchCount { get; set; }

    /// <summary>1 for each row of the batch that has a value, else 0: Parquet's definition levels.</summary>
    public Span<int> BatchPresence => _presence.AsSpan(_rows, BatchRows);

    /// <summary>Bytes of the arrays and of the objects that they reference.</summary>
    public virtual long HeldBytes => (long)_presence.Length * sizeof(int);

    /// <summary>Bytes of the values.</summary>
    public virtual long ContentBytes => Column.IsNullable ? (long)_rows * sizeof(int) : 0;

    protected ParquetColumn Column { get; } = column;

    protected int BatchRows { get; private set; }

    protected ReadOnlyMemory<int>? Presence => Column.IsNullable ? _presence.AsMemory(0, _rows) : default(ReadOnlyMemory<int>?);

    /// <summary>Makes room for the rows of a batch.</summary>
    public virtual void BeginBatch(int rows)
    {
        BatchRows = rows;
        BatchCount = rows;
        if (Column.IsNullable)
        {
            PooledArray.Grow(ref _presence, _rows, rows);
        }
    }

    /// <summary>Adds the values that were written since <see cref="BeginBatch"/>.</summary>
    /// <exception cref="Connectors.ConnectorException">A value cannot be represented in the column.</exception>
    public virtual void EndBatch() => _rows += BatchRows;

    /// <summary>Encodes the column as the next one of the row group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field);

    /// <summary>Replaces the bounds that Parquet.Net computed where it does not compute them in the column's order.</summary>
    public abstract void SetBounds(Statistics statistics);

    /// <summary>Returns the arrays to their pool.</summary>
    public virtual void Release() => PooledArray.Return(ref _presence);
}
