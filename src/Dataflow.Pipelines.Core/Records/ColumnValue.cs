using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines;

/// <summary>Turns .NET values into the units of <see cref="ColumnType"/>; called by generated code.</summary>
public static class ColumnValue
{
    private const int EpochDay = 719_162; // days from 0001-01-01 to 1970-01-01

    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Instant(DateTimeOffset value) => EventTime.FloorDivide(value.UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);

    /// <summary>Microseconds since the Unix epoch, rounded down; a local time is converted, one of unspecified kind is taken as UTC.</summary>
    public static long Instant(DateTime value) =>
        EventTime.FloorDivide((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);

    /// <summary>Days since the Unix epoch.</summary>
    public static int Date(DateOnly value) => value.DayNumber - EpochDay;

    /// <summary>Microseconds since midnight.</summary>
    public static long TimeOfDay(TimeOnly value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds, rounded down.</summary>
    public static long Duration(TimeSpan value) => EventTime.FloorDivide(value.Ticks, TimeSpan.TicksPerMicrosecond);
}
