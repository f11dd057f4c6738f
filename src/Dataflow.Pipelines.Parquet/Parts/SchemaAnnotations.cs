using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// All access to internals of Parquet.Net. Its <c>DateTimeDataField</c> writes the bounds of a TIMESTAMP in milliseconds where the column is in
/// microseconds, so that readers skip row groups that have the values they search for (aloneguid/parquet-dotnet#769); bounds of texts, UUIDs and
/// floating point numbers are wrong too, and none of them can be set. So a time is declared as an integer, its logical type is set on the Thrift
/// schema, and the bounds in the row group's metadata. The package's version is pinned, because the fields are private.
/// </summary>
internal static class SchemaAnnotations
{
    /// <summary>The logical type of a column that is declared as an integer; none where the declaration specifies it.</summary>
    public static (LogicalType Logical, ConvertedType? Converted)? Of(ColumnType type) => type switch
    {
        ColumnType.Instant => (new LogicalType { TIMESTAMP = new TimestampType { IsAdjustedToUTC = true, Unit = Microseconds } }, ConvertedType.TIMESTAMP_MICROS),
        ColumnType.Date => (new LogicalType { DATE = new DateType() }, ConvertedType.DATE),

        // The converted type TIME_MICROS is in UTC, which a time of day is not.
        ColumnType.TimeOfDay => (new LogicalType { TIME = new TimeType { IsAdjustedToUTC = false, Unit = Microseconds } }, null),
        _ => null,
    };

    private static TimeUnit Microseconds => new() { MICROS = new MicroSeconds() };

    /// <summary>Sets the logical types of the file's columns. The schema is written with the footer.</summary>
    public static void Annotate(ParquetRowGroupWriter group, ParquetColumns columns)
    {
        var elements = SchemaOf(group);
        for (var i = 0; i < elements.Length; i++)
        {
            if (columns.Annotations[i] is { } annotation)
            {
                elements[i].LogicalType = annotation.Logical;
                elements[i].ConvertedType = annotation.Converted;
            }
        }
    }

    /// <summary>The statistics of the column that was written last to the row group.</summary>
    public static Statistics StatisticsOf(ParquetRowGroupWriter group, int column) => MetadataOf(group).Columns[column].MetaData!.Statistics!;

    /// <summary>Fails where Parquet.Net is not the version that this was built for.</summary>
    /// <exception cref="NotSupportedException">It is not.</exception>
    public static async Task EnsureBoundAsync()
    {
        try
        {
            DataField<int> field = new("probe");
            await using MemoryStream stream = new();
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream);
            using var group = writer.CreateRowGroup();
            _ = SchemaOf(group).Length;
            await group.WriteAsync<int>(field, new int[1]);
            _ = StatisticsOf(group, 0);
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or NullReferenceException)
        {
            throw new NotSupportedException(
                $"Parquet.Net {typeof(ParquetWriter).Assembly.GetName().Version} is loaded, and version 6.1.0 is needed: the sink sets logical types and statistics through fields of that version. Remove the reference to the other version.", e);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_thschema")]
    private static extern ref readonly SchemaElement[] SchemaOf(ParquetRowGroupWriter group);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_owGroup")]
    private static extern ref readonly RowGroup MetadataOf(ParquetRowGroupWriter group);
}
