using System.Globalization;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>Reads a result forward, row by row, while the statement runs. It holds the connection until it is disposed.</summary>
public sealed unsafe class DuckDbReader : IDisposable
{
    private readonly ResultHandle _result;
    private readonly string _sql;
    private readonly ResultColumn[] _columns;
    private ChunkHandle? _chunk;
    private int _row;
    private int _rows;
    private bool _ended;

    internal DuckDbReader(ResultHandle result, string sql)
    {
        _result = result;
        _sql = sql;
        _columns = new ResultColumn[checked((int)NativeMethods.ColumnCount(result.Result))];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new ResultColumn(result, i);
        }
    }

    /// <summary>How many columns a row has.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>A column's name, as the statement gives it.</summary>
    public string ColumnName(int column) => _columns[column].Name;

    /// <summary>A column's type.</summary>
    public DuckDbType ColumnType(int column) => _columns[column].Type;

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckDbException">The statement failed while it ran.</exception>
    public bool Read()
    {
        while (++_row >= _rows)
        {
            if (!NextChunk())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a value of the current row is NULL.</summary>
    public bool IsNull(int column) => !Current(column).IsValid(_row);

    /// <summary>
    /// A value of the current row in its own CLR type: bool, the integers (HUGEINT is <see cref="Int128"/>), float, double, decimal, string,
    /// byte[], <see cref="Guid"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> for TIMESTAMP, <see cref="DateTimeOffset"/> for
    /// TIMESTAMP WITH TIME ZONE; null for NULL.
    /// </summary>
    /// <exception cref="NotSupportedException">The column is nested or of another type: cast it to VARCHAR in the statement.</exception>
    public object? GetValue(int column) => Current(column).Value(_row);

    /// <summary>A value of the current row as <typeparamref name="T"/>: its own type, or a number that holds it without overflow.</summary>
    /// <exception cref="DuckDbException">It is NULL and <typeparamref name="T"/> cannot be.</exception>
    /// <exception cref="InvalidCastException">It cannot be a <typeparamref name="T"/>.</exception>
    /// <exception cref="OverflowException">It is too large for <typeparamref name="T"/>.</exception>
    public T Get<T>(int column)
    {
        switch (GetValue(column))
        {
            case T value:
                return value;
            case null when default(T) is null:
                return default!;
            case null:
                throw DuckDbException.InStatement($"Column '{ColumnName(column)}' is NULL, where a {typeof(T).Name} was asked for.", _sql);
            case { } other:
                object number = other is Int128 wide ? (decimal)wide : other;
                return (T)Convert.ChangeType(number, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Gives the rest of the rows up, and the connection free.</summary>
    public void Dispose()
    {
        _chunk?.Dispose();
        _chunk = null;
        _rows = 0;
        _result.Dispose();
    }

    private ResultColumn Current(int column) =>
        _row < _rows && _row >= 0 && _chunk is not null ? _columns[column] : throw new InvalidOperationException("There is no current row: call Read first, and only while it returns true.");

    private bool NextChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        (_row, _rows) = (-1, 0);
        ObjectDisposedException.ThrowIf(_result.IsClosed, this);
        if (_ended)
        {
            return false;
        }

        ChunkHandle chunk = NativeMethods.FetchChunk(*_result.Result);
        if (chunk.IsInvalid)
        {
            chunk.Dispose();
            _ended = true;
            nint error = NativeMethods.ResultError(_result.Result);
            return Marshal.PtrToStringUTF8(error) is { Length: > 0 } message ? throw DuckDbException.InStatement(message, _sql) : false;
        }

        _chunk = chunk;
        _rows = checked((int)NativeMethods.ChunkSize(chunk));
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Attach(chunk, i);
        }

        return true;
    }
}
