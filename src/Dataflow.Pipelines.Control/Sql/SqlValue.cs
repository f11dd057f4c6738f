using System.Data;
using System.Globalization;
using System.Text.Json;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>Values of parameters in the form in which each provider takes them.</summary>
internal static class SqlValue
{
    public static object ToPostgreSql(object value) => value switch
    {
        // Npgsql writes timestamptz in UTC only, and has no unsigned numbers.
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime time => Utc(time),
        uint number => (long)number,
        ulong number => (decimal)number,
        Half number => (float)number,
        _ => Common(value),
    };

    public static object ToDuckDb(object value) => value switch
    {
        // A DateTime would be a TIMESTAMP, which DuckDB takes in the session's zone where it compares it with a TIMESTAMPTZ.
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime time => new DateTimeOffset(Utc(time)),
        Half number => (float)number,
        _ => Common(value),
    };

    public static object ToSqlite(object value) => value switch
    {
        DateTimeOffset instant => Text(instant.UtcDateTime),
        DateTime time => Text(Utc(time)),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        decimal number => Number(number),
        ulong number => number <= long.MaxValue ? (long)number : number.ToString(CultureInfo.InvariantCulture),
        Half number => (float)number,
        _ => Common(value),
    };

    /// <summary>The type of a parameter without a value; null where ADO.NET has none.</summary>
    public static DbType? TypeOf(Type type) =>
        type.IsEnum || type == typeof(string) ? DbType.String
        : type == typeof(bool) ? DbType.Boolean
        : type == typeof(byte) || type == typeof(sbyte) || type == typeof(short) ? DbType.Int16
        : type == typeof(int) || type == typeof(ushort) ? DbType.Int32
        : type == typeof(long) || type == typeof(uint) ? DbType.Int64
        : type == typeof(decimal) || type == typeof(ulong) ? DbType.Decimal
        : type == typeof(float) ? DbType.Single
        : type == typeof(double) ? DbType.Double
        : type == typeof(DateTimeOffset) || type == typeof(DateTime) ? DbType.DateTimeOffset
        : type == typeof(DateOnly) ? DbType.Date
        : type == typeof(TimeOnly) ? DbType.Time
        : type == typeof(Guid) ? DbType.Guid
        : type == typeof(byte[]) ? DbType.Binary
        : null;

    private static object Common(object value) => value switch
    {
        Enum choice => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString()),
        char character => character.ToString(),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        Memory<byte> bytes => bytes.ToArray(),
        TableName table => table.ToString(),
        _ => value,
    };

    // A text would be greater than every number in a comparison with an expression; a number is compared as one.
    private static object Number(decimal number) =>
        decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number
        : IsExact(number) ? (double)number
        : number.ToString(CultureInfo.InvariantCulture);

    private static bool IsExact(decimal number)
    {
        // The conversion rounds to 15 digits, as SQLite does when it makes a number of a text.
        var near = (double)number;
        return Math.Abs(near) < (double)decimal.MaxValue && (decimal)near == number;
    }

    private static DateTime Utc(DateTime time) => time.Kind switch
    {
        DateTimeKind.Local => time.ToUniversalTime(),
        DateTimeKind.Unspecified => DateTime.SpecifyKind(time, DateTimeKind.Utc),
        _ => time,
    };

    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
