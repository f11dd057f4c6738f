using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet;

/// <summary>What a record's columns are in DuckDB, and so in Parquet.</summary>
internal static class ParquetColumns
{
    // ColumnType.Decimal is the value times 10^9 in 128 bits.
    private const byte DecimalWidth = 38;
    private const byte DecimalScale = 9;

    internal static IReadOnlyList<DuckDbColumn> Of(RecordSchema schema) => [.. schema.Columns.Select(Of)];

    private static DuckDbColumn Of(RecordColumn column) => column.Type switch
    {
        ColumnType.Boolean => new(column.Name, DuckDbType.Boolean),
        ColumnType.Int8 => new(column.Name, DuckDbType.Int8),
        ColumnType.Int16 => new(column.Name, DuckDbType.Int16),
        ColumnType.Int32 => new(column.Name, DuckDbType.Int32),
        ColumnType.Int64 => new(column.Name, DuckDbType.Int64),
        ColumnType.UInt8 => new(column.Name, DuckDbType.UInt8),
        ColumnType.UInt16 => new(column.Name, DuckDbType.UInt16),
        ColumnType.UInt32 => new(column.Name, DuckDbType.UInt32),
        ColumnType.UInt64 => new(column.Name, DuckDbType.UInt64),
        ColumnType.Float32 => new(column.Name, DuckDbType.Float32),
        ColumnType.Float64 => new(column.Name, DuckDbType.Float64),
        ColumnType.Decimal => new(column.Name, DuckDbType.Decimal, DecimalWidth, DecimalScale),
        ColumnType.Instant => new(column.Name, DuckDbType.Instant),
        ColumnType.Date => new(column.Name, DuckDbType.Date),
        ColumnType.TimeOfDay => new(column.Name, DuckDbType.Time),

        // Parquet's INTERVAL has milliseconds only: microseconds stay whole as a number.
        ColumnType.Duration => new(column.Name, DuckDbType.Int64),
        ColumnType.Uuid => new(column.Name, DuckDbType.Uuid),
        ColumnType.Text => new(column.Name, DuckDbType.Text),
        ColumnType.Bytes => new(column.Name, DuckDbType.Bytes),
        _ => throw new NotSupportedException($"Column '{column.Name}' is of type {column.Type}, which this Parquet writer does not know: take the same version of all Dataflow.Pipelines packages."),
    };
}
