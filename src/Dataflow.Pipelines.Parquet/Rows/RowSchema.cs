using System.Data.Common;
using System.Numerics;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Parquet;

/// <summary>The columns of a query.</summary>
internal static class RowSchema
{
    private const byte Precision = 38;
    private const byte Scale = 18;
    private const byte MaxScale = 28;

    /// <param name="rows">The query.</param>
    /// <param name="first">Its first rows. SQLite has types of values, not of columns: they decide where the two differ.</param>
    /// <exception cref="ConnectorException">A column cannot be written: names it.</exception>
    public static RecordSchema Of(DbDataReader rows, RowBatch first)
    {
        var columns = new List<RecordColumn>();
        for (var i = 0; i < rows.FieldCount; i++)
        {
            var name = rows.GetName(i);
            if (columns.Any(column => column.Name == name))
            {
                throw new ConnectorException($"Two columns of the query are named '{name}'. Give one of them another name with AS.");
            }

            columns.Add(ColumnOf(rows, i, name, ValueTypeOf(first.Values(i)) ?? rows.GetFieldType(i)));
        }

        return new RecordSchema("result", columns);
    }

    private static RecordColumn ColumnOf(DbDataReader rows, int index, string name, Type type)
    {
        if (type == typeof(BigInteger))
        {
            return new RecordColumn(name, ColumnType.Decimal, Nullable: true, Precision, 0);
        }

        if (type == typeof(decimal))
        {
            var column = rows.CanGetColumnSchema() ? rows.GetColumnSchema()[index] : null;
            return column is { NumericPrecision: >= 1 and <= Precision and var precision, NumericScale: >= 0 and <= MaxScale and var scale }
                ? new RecordColumn(name, ColumnType.Decimal, Nullable: true, (byte)precision, (byte)scale)
                : new RecordColumn(name, ColumnType.Decimal, Nullable: true, Precision, Scale);
        }

        return new RecordColumn(name, TypeOf(type) ?? throw Unsupported(name, rows.GetDataTypeName(index), type), Nullable: true);
    }

    private static ColumnType? TypeOf(Type type) =>
        type == typeof(bool) ? ColumnType.Boolean
        : type == typeof(sbyte) ? ColumnType.Int8
        : type == typeof(short) ? ColumnType.Int16
        : type == typeof(int) ? ColumnType.Int32
        : type == typeof(long) ? ColumnType.Int64
        : type == typeof(byte) ? ColumnType.UInt8
        : type == typeof(ushort) ? ColumnType.UInt16
        : type == typeof(uint) ? ColumnType.UInt32
        : type == typeof(ulong) ? ColumnType.UInt64
        : type == typeof(float) ? ColumnType.Float32
        : type == typeof(double) ? ColumnType.Float64
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? ColumnType.Instant
        : type == typeof(DateOnly) ? ColumnType.Date
        : type == typeof(TimeOnly) ? ColumnType.TimeOfDay
        : type == typeof(TimeSpan) ? ColumnType.Duration
        : type == typeof(Guid) ? ColumnType.Uuid
        : type == typeof(string) ? ColumnType.Text
        : type == typeof(byte[]) || typeof(Stream).IsAssignableFrom(type) ? ColumnType.Bytes
        : null;

    // Null where there is no value, or where they differ: the writing of the values reports that.
    private static Type? ValueTypeOf(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (value is not null)
            {
                return value.GetType();
            }
        }

        return null;
    }

    private static ConnectorException Unsupported(string name, string databaseType, Type type) =>
        new($"Column '{name}' is of type {databaseType}, {(type.IsArray || type.IsGenericType ? "a list or another type of several values" : "a type")} that a Parquet file of rows cannot have. "
            + "Convert it in the query: to text by CAST, or to one row for each value.");
}
