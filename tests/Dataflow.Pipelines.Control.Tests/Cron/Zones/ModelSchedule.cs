using System.Globalization;

namespace Dataflow.Pipelines.Control.Tests.Cron.Zones;

/// <summary>A cron expression and, apart from it, the minutes that it means.</summary>
/// <param name="Text">The expression.</param>
/// <param name="IsInterval">Whether it fires again where the clock shows a time again.</param>
/// <param name="Second">The second of the minute.</param>
/// <param name="Contains">Whether it fires in a local minute.</param>
internal sealed record ModelSchedule(string Text, bool IsInterval, int Second, Func<DateTime, bool> Contains)
{
    /// <summary>Schedules with times inside and at the edges of what a change of the clock skips or repeats.</summary>
    public static IEnumerable<ModelSchedule> Around(ClockChange change)
    {
        var (first, end) = (change.First, change.End);
        var middle = first.AddMinutes((int)((end - first).TotalMinutes / 2));
        return
        [
            Daily(first), Daily(middle), Daily(end), Daily(end.AddMinutes(-1)), Daily(first.AddMinutes(-1)),
            Create($"30 {middle.Minute} {middle.Hour} * * *", false, at => IsTime(at, middle)) with { Second = 30 },
            Create($"{middle.Minute} {middle.Hour} {middle.Day} {middle.Month} *", false, at => IsTime(at, middle) && (at.Day, at.Month) == (middle.Day, middle.Month)),
            Create($"{middle.Minute} {middle.Hour} * * {(int)middle.DayOfWeek}", false, at => IsTime(at, middle) && at.DayOfWeek == middle.DayOfWeek),
            Create($"{middle.Minute} {first.Hour},{end.Hour} * * *", false, at => at.Minute == middle.Minute && (at.Hour == first.Hour || at.Hour == end.Hour)),
            Create($"{middle.Minute} * * * *", true, at => at.Minute == middle.Minute),
            Create($"0 * * * *", true, at => at.Minute == 0),
            Create($"*/15 * * * *", true, at => at.Minute % 15 == 0),
            Create($"*/20 {middle.Hour} * * *", true, at => at.Hour == middle.Hour && at.Minute % 20 == 0),
            Create($"{middle.Minute} {middle.Hour}-{middle.Hour} * * *", true, at => IsTime(at, middle)),
        ];
    }

    private static ModelSchedule Daily(DateTime time) => Create($"{time.Minute} {time.Hour} * * *", false, at => IsTime(at, time));

    private static bool IsTime(DateTime at, DateTime time) => (at.Hour, at.Minute) == (time.Hour, time.Minute);

    private static ModelSchedule Create(FormattableString text, bool isInterval, Func<DateTime, bool> contains) =>
        new(text.ToString(CultureInfo.InvariantCulture), isInterval, 0, contains);
}
