using System.Globalization;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Control.Cron;

/// <summary>The times of a day at which a cron expression fires, in words.</summary>
internal static class CronTimes
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    // A progression of this many times is shorter in words than in a list; other times are listed up to the second number.
    private const int Progression = 5;
    private const int Listed = 6;

    /// <summary>The words, and whether they make it clear that the times are those of each day.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="isEachDay">Whether it fires on each day of the calendar: only then its times may be described over midnight.</param>
    public static (string Words, bool IsWholeDay) Describe(CronSyntax syntax, bool isEachDay)
    {
        var (seconds, minutes, hours) = (CronValues.Of(syntax.Seconds), CronValues.Of(syntax.Minutes), CronValues.Of(syntax.Hours));
        var count = seconds.Count * minutes.Count * hours.Count;
        var step = StepOf(Times(seconds, minutes, hours));
        var first = Times(seconds, minutes, hours).First();
        if (count > 2 && step * count == Day)
        {
            // "at minute 30 of every hour" is clearer than "every hour from 00:30".
            return (first == 0 ? "every " + Duration(step)
                : step is Minute or Hour ? Fields(seconds, minutes, hours)
                : "every " + Duration(step) + " from " + Clock(first), true);
        }

        if (step > 0 && count >= Progression)
        {
            return (FromTo(step, Times(seconds, minutes, hours)), false);
        }

        if (isEachDay && hours.Count > 1 && count >= Progression && StepOf(Times(seconds, minutes, OverMidnight(hours))) is > 0 and var continued)
        {
            return (FromTo(continued, Times(seconds, minutes, OverMidnight(hours))), false);
        }

        return count <= Listed
            ? ("at " + CronValues.Join(Times(seconds, minutes, hours).Select(Clock)), false)
            : (Fields(seconds, minutes, hours), hours.Count == 24);
    }

    private static IEnumerable<int> Times(List<int> seconds, List<int> minutes, IEnumerable<int> hours) =>
        from hour in hours from minute in minutes from second in seconds select (Hour * hour) + (Minute * minute) + second;

    // The same time between all of them, in seconds; 0 where it differs.
    private static int StepOf(IEnumerable<int> times)
    {
        var (step, last) = (0, -1);
        foreach (var time in times)
        {
            if (last >= 0 && step != 0 && time - last != step)
            {
                return 0;
            }

            (step, last) = (last < 0 ? 0 : time - last, time);
        }

        return step;
    }

    // The hours in the order in which they follow the longest pause: 22, 23, 24, 25 for 0-1,22-23.
    private static List<int> OverMidnight(List<int> hours)
    {
        var pause = Enumerable.Range(1, hours.Count - 1).MaxBy(i => hours[i] - hours[i - 1]);
        return [.. hours.Skip(pause), .. hours.Take(pause).Select(static hour => hour + 24)];
    }

    private static string FromTo(int step, IEnumerable<int> times) => "every " + Duration(step) + " from " + Clock(times.First()) + " to " + Clock(times.Last());

    // "at second 30 of every 7th minute from 0 to 56 of hours 3 and 12".
    private static string Fields(List<int> seconds, List<int> minutes, List<int> hours)
    {
        var words = new List<string>();
        if (seconds is not [0])
        {
            words.Add(CronValues.Describe(seconds, "second", 60));
        }

        words.Add(CronValues.Describe(minutes, "minute", 60));
        if (minutes.Count < 60 || hours.Count < 24)
        {
            words.Add(CronValues.Describe(hours, "hour", 24));
        }

        var isEvery = words[0] is "every second" or "every minute";
        return (isEvery ? "" : "at ") + string.Join(" of ", words);
    }

    private static string Duration(int seconds)
    {
        var (count, unit) = seconds % Hour == 0 ? (seconds / Hour, "hour")
            : seconds % Minute == 0 ? (seconds / Minute, "minute")
            : (seconds, "second");
        return count == 1 ? unit : string.Create(CultureInfo.InvariantCulture, $"{count} {unit}s");
    }

    private static string Clock(int seconds)
    {
        var (hour, minute, second) = (seconds / Hour % 24, seconds / Minute % 60, seconds % Minute);
        return string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") + (second == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{second:00}"));
    }
}
