using System.Globalization;
using System.Numerics;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Writes the values of a query to the columns of a row group.</summary>
internal static class RowValues
{
    /// <param name="buffer">The column.</param>
    /// <param name="column">Its description.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="index">The index of the column.</param>
    /// <param name="before">The rows before the batch.</param>
    /// <exception cref="ConnectorException">A value is not of the column's type: names the column and the row.</exception>
    public static void Write(ColumnBuffer buffer, RecordColumn column, RowBatch batch, int index, long before)
    {
        switch (column.Type)
        {
            case ColumnType.Boolean:
                Write(buffer, column, batch, index, before, static value => (bool)value);
                break;
            case ColumnType.Int8:
                Write(buffer, column, batch, index, before, static value => (sbyte)value);
                break;
            case ColumnType.Int16:
                Write(buffer, column, batch, index, before, static value => (short)value);
                break;
            case ColumnType.Int32:
                Write(buffer, column, batch, index, before, static value => (int)value);
                break;
            case ColumnType.Int64:
                Write(buffer, column, batch, index, before, static value => (long)value);
                break;
            case ColumnType.UInt8:
                Write(buffer, column, batch, index, before, static value => (byte)value);
                break;
            case ColumnType.UInt16:
                Write(buffer, column, batch, index, before, static value => (ushort)value);
                break;
            case ColumnType.UInt32:
                Write(buffer, column, batch, index, before, static value => (uint)value);
                break;
            case ColumnType.UInt64:
                Write(buffer, column, batch, index, before, static value => (ulong)value);
                break;
            case ColumnType.Float32:
                Write(buffer, column, batch, index, before, static value => (float)value);
                break;
            case ColumnType.Float64:
                // SQLite has integers among the values of a column of numbers.
                Write(buffer, column, batch, index, before, static value => value is long integer ? integer : (double)value);
                break;
            case ColumnType.Decimal:
                var scale = column.Scale;
                var limit = BigInteger.Pow(10, column.Precision - scale);
                Write(buffer, column, batch, index, before, value => Exact(value is BigInteger integer ? (decimal)integer : (decimal)value, scale, limit));
                break;
            case ColumnType.Instant:
                Write(buffer, column, batch, index, before, static value => value is DateTimeOffset instant ? ColumnValue.Instant(instant) : ColumnValue.Instant((DateTime)value));
                break;
            case ColumnType.Date:
                Write(buffer, column, batch, index, before, static value => ColumnValue.Date((DateOnly)value));
                break;
            case ColumnType.TimeOfDay:
                Write(buffer, column, batch, index, before, static value => ColumnValue.TimeOfDay((TimeOnly)value));
                break;
            case ColumnType.Duration:
                Write(buffer, column, batch, index, before, static value => ColumnValue.Duration((TimeSpan)value));
                break;
            case ColumnType.Uuid:
                Write(buffer, column, batch, index, before, static value => (Guid)value);
                break;
            case ColumnType.Text:
                Write(buffer, column, batch, index, before, static value => ((string)value).AsMemory());
                break;
            default:
                Write(buffer, column, batch, index, before, static value => new ReadOnlyMemory<byte>((byte[])value));
                break;
        }
    }

    private static void Write<T>(ColumnBuffer buffer, RecordColumn column, RowBatch batch, int index, long before, Func<object, T> convert)
        where T : struct
    {
        var values = ((ColumnBuffer<T>)buffer).BatchValues;
        var presence = buffer.BatchPresence;
        var (count, row) = (0, 0);
        try
        {
            foreach (var value in batch.Values(index))
            {
                presence[row++] = value is null ? 0 : 1;
                if (value is not null)
                {
                    values[count++] = convert(value);
                }
            }
        }
        catch (Exception fault) when (fault is InvalidCastException or OverflowException)
        {
            var wrong = batch.Values(index)[row - 1]!;
            throw new ConnectorException(
                string.Create(CultureInfo.InvariantCulture, $"Column '{column.Name}' has a {Name(wrong)} in row {before + row}, and is {Type(column)} in the file. Convert it in the query by CAST to a type that has all of its values."),
                fault);
        }

        buffer.BatchCount = count;
    }

    // Parquet.Net would cut digits off.
    private static decimal Exact(decimal value, byte scale, BigInteger limit) =>
        decimal.Round(value, scale) == value && BigInteger.Abs(new BigInteger(value)) < limit ? value : throw new OverflowException();

    private static string Name(object value) => value is decimal or BigInteger ? "number with more digits" : value.GetType().Name;

    private static string Type(RecordColumn column) => column.Type == ColumnType.Decimal ? FormattableString.Invariant($"DECIMAL({column.Precision}, {column.Scale})") : column.Type.ToString();
}
