using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>
/// Writes the columns of a row as the members of a record in JSON. Databases have fewer types than .NET (SQLite has no times, PostgreSQL sums integers to decimals): a value that
/// is exactly one of the member's type is written as such. Others are written as what they are, and the record gives the reason.
/// </summary>
internal static class RowJson
{
    /// <summary>The values of the current row, which outlive it, with their names.</summary>
    public static (string Name, object? Value)[] Capture(DbDataReader row)
    {
        var values = new (string, object?)[row.FieldCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (row.GetName(i), row.IsDBNull(i) ? null : row.GetValue(i) is Stream stream ? Bytes(stream) : row.GetValue(i));
        }

        return values;
    }

    /// <summary>Writes those columns that the row has.</summary>
    public static void Write(Utf8JsonWriter writer, (string Name, object? Value)[] row, IReadOnlyList<RecordColumn> columns)
    {
        foreach (var column in columns)
        {
            var index = Array.FindIndex(row, value => value.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                continue;
            }

            if (row[index].Value is { } value)
            {
                Write(writer, Encoding.UTF8.GetBytes(column.Name), Fit(column.Type, value));
            }
            else
            {
                writer.WriteNull(column.Name);
            }
        }
    }

    private static object Fit(ColumnType type, object value) => (type, value) switch
    {
        (ColumnType.Boolean, long and (0 or 1)) => (long)value == 1,
        ( >= ColumnType.Int8 and <= ColumnType.UInt64, double number) when double.IsInteger(number) && Math.Abs(number) < long.MaxValue => (long)number,
        ( >= ColumnType.Int8 and <= ColumnType.UInt64, decimal number) when decimal.IsInteger(number) => new BigInteger(number),
        (ColumnType.Decimal, string text) when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        (ColumnType.Instant, string text) when IsoTime.TryInstant(Encoding.UTF8.GetBytes(text), out var instant) => instant,
        (ColumnType.Instant, DateTime time) => new DateTimeOffset(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        (ColumnType.Instant, DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        (ColumnType.Date, DateTime { TimeOfDay.Ticks: 0 } time) => DateOnly.FromDateTime(time),
        (ColumnType.TimeOfDay, TimeSpan { Ticks: >= 0 and < TimeSpan.TicksPerDay } time) => TimeOnly.FromTimeSpan(time),
        _ => value,
    };

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case float number:
                JsonWrite.Number(writer, name, number);
                break;
            case double number:
                JsonWrite.Number(writer, name, number);
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal or BigInteger or Int128 or UInt128:
                writer.WritePropertyName(name);
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                JsonWrite.Date(writer, name, day);
                break;
            case TimeOnly time:
                JsonWrite.TimeOfDay(writer, name, time);
                break;
            case TimeSpan duration:
                JsonWrite.Duration(writer, name, duration);
                break;
            case byte[] bytes:
                writer.WriteBase64String(name, bytes);
                break;
            default:
                writer.WriteString(name, OutputJson.Text(value));
                break;
        }
    }

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
