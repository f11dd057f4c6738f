using System.Data.Common;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Up to 1,024 rows of a query, by column.</summary>
internal sealed class RowBatch
{
    private const int Capacity = 1024;
    private readonly DbDataReader _rows;
    private readonly object?[][] _values;
    private bool _hasEnded;

    public RowBatch(DbDataReader rows)
    {
        _rows = rows;
        _values = new object?[rows.FieldCount][];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = new object?[Capacity];
        }
    }

    /// <summary>The rows of the batch; 0 after the last.</summary>
    public int Count { get; private set; }

    /// <summary>The values of a column; null for NULL.</summary>
    public ReadOnlySpan<object?> Values(int column) => _values[column].AsSpan(0, Count);

    /// <summary>Reads the next rows in place of those that it has.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        for (Count = 0; Count < Capacity && !_hasEnded; Count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await _rows.ReadAsync(cancellationToken))
            {
                // A reader may throw when it is read again after its end.
                _hasEnded = true;
                return;
            }

            for (var i = 0; i < _values.Length; i++)
            {
                _values[i][Count] = _rows.IsDBNull(i) ? null : _rows.GetValue(i) is Stream stream ? Bytes(stream) : _rows.GetValue(i);
            }
        }
    }

    // The stream of DuckDB ends with the row.
    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
