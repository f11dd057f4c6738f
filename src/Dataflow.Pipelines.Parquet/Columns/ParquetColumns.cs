using Parquet.Meta;
using Parquet.Schema;

namespace Dataflow.Pipelines.Parquet;

/// <summary>The columns of a record type in Parquet.</summary>
internal sealed class ParquetColumns
{
    private readonly RecordSchema _record;

    public ParquetColumns(RecordSchema record)
    {
        _record = record;
        Fields = [.. record.Columns.Select(FieldOf)];
        Schema = new ParquetSchema(Fields);
        Annotations = [.. record.Columns.Select(static c => SchemaAnnotations.Of(c.Type))];
    }

    /// <summary>In the order of the members.</summary>
    public DataField[] Fields { get; }

    public ParquetSchema Schema { get; }

    /// <summary>Logical types that <see cref="Schema"/> cannot declare without wrong statistics, by column.</summary>
    public (LogicalType Logical, ConvertedType? Converted)?[] Annotations { get; }

    /// <summary>Empty buffers for a row group.</summary>
    public ColumnBuffer[] CreateBuffers() => [.. _record.Columns.Select(BufferOf)];

    private static DataField FieldOf(RecordColumn column) => column.Type switch
    {
        ColumnType.Boolean => new DataField<bool>(column.Name, column.Nullable),
        ColumnType.Int8 => new DataField<sbyte>(column.Name, column.Nullable),
        ColumnType.Int16 => new DataField<short>(column.Name, column.Nullable),
        ColumnType.Int32 or ColumnType.Date => new DataField<int>(column.Name, column.Nullable),

        // Parquet's INTERVAL has milliseconds only: a duration is written as a number of microseconds.
        ColumnType.Int64 or ColumnType.Instant or ColumnType.TimeOfDay or ColumnType.Duration => new DataField<long>(column.Name, column.Nullable),
        ColumnType.UInt8 => new DataField<byte>(column.Name, column.Nullable),
        ColumnType.UInt16 => new DataField<ushort>(column.Name, column.Nullable),
        ColumnType.UInt32 => new DataField<uint>(column.Name, column.Nullable),
        ColumnType.UInt64 => new DataField<ulong>(column.Name, column.Nullable),
        ColumnType.Float32 => new DataField<float>(column.Name, column.Nullable),
        ColumnType.Float64 => new DataField<double>(column.Name, column.Nullable),
        ColumnType.Decimal => new DecimalDataField(column.Name, column.Precision, column.Scale, isNullable: column.Nullable),
        ColumnType.Uuid => new DataField<Guid>(column.Name, column.Nullable),
        ColumnType.Text => new DataField(column.Name, typeof(string), column.Nullable),
        ColumnType.Bytes => new DataField(column.Name, typeof(ReadOnlyMemory<byte>), column.Nullable),
        _ => throw Unknown(column),
    };

    private static NotSupportedException Unknown(RecordColumn column) =>
        new($"Column '{column.Name}' is of type {column.Type}, which this Parquet writer does not support: use the same version of all Dataflow.Pipelines packages.");

    private ColumnBuffer BufferOf(RecordColumn column)
    {
        ParquetColumn parquet = new(_record.Name, column.Name, column.Nullable, column.Precision, column.Scale);
        return column.Type switch
        {
            ColumnType.Boolean => new ColumnBuffer<bool>(parquet),
            ColumnType.Int8 => new ColumnBuffer<sbyte>(parquet),
            ColumnType.Int16 => new ColumnBuffer<short>(parquet),
            ColumnType.Int32 or ColumnType.Date => new ColumnBuffer<int>(parquet),
            ColumnType.Int64 or ColumnType.Instant or ColumnType.TimeOfDay or ColumnType.Duration => new ColumnBuffer<long>(parquet),
            ColumnType.UInt8 => new ColumnBuffer<byte>(parquet),
            ColumnType.UInt16 => new ColumnBuffer<ushort>(parquet),
            ColumnType.UInt32 => new ColumnBuffer<uint>(parquet),
            ColumnType.UInt64 => new ColumnBuffer<ulong>(parquet),
            ColumnType.Float32 => new FloatBuffer<float>(parquet),
            ColumnType.Float64 => new FloatBuffer<double>(parquet),
            ColumnType.Decimal => new DecimalBuffer(parquet),
            ColumnType.Uuid => new UuidBuffer(parquet),
            ColumnType.Text => new TextBuffer(parquet),
            ColumnType.Bytes => new BytesBuffer(parquet),
            _ => throw Unknown(column),
        };
    }
}
