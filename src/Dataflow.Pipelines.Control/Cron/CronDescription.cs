using System.Globalization;
using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Control.Cron;

/// <summary>A cron expression in words. They are derived from the values of its fields, so that two expressions of one meaning have one description.</summary>
internal static class CronDescription
{
    private const uint AllMonths = 0x1FFE;
    private const uint AllDays = 0xFFFF_FFFE;

    private static readonly string[] Months =
        ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] Nth = ["", "first", "second", "third", "fourth", "fifth"];

    /// <summary>The words, to continue a sentence.</summary>
    public static string Of(CronSyntax syntax)
    {
        if (syntax.Days is not { } days)
        {
            return "when the pipeline is started";
        }

        var isEachDay = days is { OfMonth: AllDays, BeforeLast: null, IsNearestWorkday: false, OfWeek: CronDays.AllWeek, Nth: CronDays.Each };
        var (time, isWholeDay) = CronTimes.Describe(syntax, isEachDay && days.Months == AllMonths);
        return time + (isEachDay ? EachDay(days.Months, isWholeDay) : SomeDays(days));
    }

    private static string EachDay(uint months, bool isWholeDay) =>
        (isWholeDay ? "" : " every day") + (months == AllMonths ? "" : " in " + InMonths(months));

    private static string SomeDays(CronDays days)
    {
        var months = days.Months == AllMonths ? null : InMonths(days.Months);
        if (days is { OfMonth: AllDays, BeforeLast: null, IsNearestWorkday: false })
        {
            return days.Nth == CronDays.Each
                ? " " + OfWeek(days.OfWeek) + (months is null ? "" : " in " + months)
                : " " + OneOfWeek(days) + " of " + (months ?? "every month");
        }

        var onlyOn = days.Nth != CronDays.Each ? ", only " + OneOfWeek(days) + " of the month"
            : days.OfWeek != CronDays.AllWeek ? ", only " + OfWeek(days.OfWeek)
            : "";
        return " on " + OfMonth(days) + " of " + (months ?? "every month") + onlyOn;
    }

    private static string OfMonth(CronDays days) => days switch
    {
        { BeforeLast: 0, IsNearestWorkday: true } => "the last weekday",
        { IsNearestWorkday: true } => "the weekday nearest to " + OneOfMonth(days),
        _ => OneOfMonth(days),
    };

    private static string OneOfMonth(CronDays days) => days.BeforeLast switch
    {
        null => CronValues.Describe(CronValues.Of(days.OfMonth), "day", 31),
        0 => "the last day",
        1 => "the day before the last day",
        { } count => string.Create(CultureInfo.InvariantCulture, $"the day {count} days before the last day"),
    };

    // "the second Monday": of one day of the week.
    private static string OneOfWeek(CronDays days) =>
        "on the " + (days.Nth == CronDays.Last ? "last" : Nth[days.Nth]) + " " + Days[CronValues.Of(days.OfWeek)[0]];

    private static string OfWeek(uint mask)
    {
        // A week has no end: from Saturday to Monday is a run too.
        var (start, length) = CronValues.RunAround(mask, Days.Length);
        if (length > 2)
        {
            return "from " + Days[start] + " to " + Days[(start + length - 1) % Days.Length];
        }

        // Monday is the first.
        return "on " + CronValues.Join(CronValues.Of(mask).OrderBy(static day => (day + 6) % 7).Select(static day => Days[day] + "s"));
    }

    private static string InMonths(uint mask)
    {
        var (start, length) = CronValues.RunAround(mask >> 1, Months.Length - 1);
        return length > 2
            ? "the months from " + Months[start + 1] + " to " + Months[((start + length - 1) % 12) + 1]
            : CronValues.Join(CronValues.Of(mask).Select(static month => Months[month]));
    }
}
