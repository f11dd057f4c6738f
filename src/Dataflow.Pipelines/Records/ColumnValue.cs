using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines;

/// <summary>Turns .NET values into the units of <see cref="ColumnType"/>; called by generated code.</summary>
public static class ColumnValue
{
    private const decimal DecimalScale = 1_000_000_000m;
    private const int EpochDay = 719_162; // days from 0001-01-01 to 1970-01-01

    /// <summary>Microseconds since the Unix epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Instant(DateTimeOffset value) => (value.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since the Unix epoch; a local time is converted, one of unspecified kind is taken as UTC.</summary>
    public static long Instant(DateTime value) =>
        ((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Days since the Unix epoch.</summary>
    public static int Date(DateOnly value) => value.DayNumber - EpochDay;

    /// <summary>Microseconds since midnight.</summary>
    public static long TimeOfDay(TimeOnly value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds.</summary>
    public static long Duration(TimeSpan value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The value times 10^9, further digits rounded to even.</summary>
    public static Int128 Decimal(decimal value)
    {
        var whole = decimal.Truncate(value);
        return ((Int128)whole * 1_000_000_000) + (Int128)decimal.Round((value - whole) * DecimalScale);
    }
}
