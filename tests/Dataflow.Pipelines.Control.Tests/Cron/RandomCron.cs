using System.Globalization;

namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Random cron expressions that several implementations read with one meaning.</summary>
internal static class RandomCron
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>Seconds, minutes and hours; the first only where there are six fields.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="hasSeconds">Whether there are six fields.</param>
    /// <param name="mayWrap">Whether a range may run over the end of its field.</param>
    public static string Time(Random random, bool hasSeconds, bool mayWrap) =>
        (hasSeconds ? Field(random, 0, 59, mayWrap) + " " : "") + Field(random, 0, 59, mayWrap) + " " + Field(random, 0, 23, mayWrap);

    /// <summary>Days of the month without special ones.</summary>
    public static string DaysOfMonth(Random random, bool mayWrap) => Field(random, 1, 31, mayWrap);

    /// <summary>Months, as numbers or names.</summary>
    public static string MonthsOfYear(Random random, bool mayWrap) =>
        random.Next(4) == 0 ? Months[random.Next(12)] : random.Next(2) == 0 ? "*" : Field(random, 1, 12, mayWrap);

    /// <summary>Days of the week, as names where there is no step.</summary>
    public static string DaysOfWeek(Random random, bool mayWrap) =>
        random.Next(4) switch
        {
            0 => Days[random.Next(7)],
            1 => string.Join(',', Enumerable.Range(0, random.Next(2, 4)).Select(_ => Days[random.Next(7)])),
            2 => "*/" + Number(random.Next(1, 7)),
            _ => DayRange(random, mayWrap),
        };

    private static string DayRange(Random random, bool mayWrap)
    {
        var (from, to) = Range(random, 0, 6, mayWrap);
        return Days[from] + "-" + Days[to];
    }

    private static string Field(Random random, int least, int greatest, bool mayWrap) =>
        random.Next(8) switch
        {
            < 2 => "*",
            2 => "*/" + Number(random.Next(1, greatest)),
            3 => string.Join(',', Enumerable.Range(0, random.Next(2, 5)).Select(_ => Item(random, least, greatest, mayWrap))),
            4 => Number(random.Next(least, greatest)) + "/" + Number(random.Next(1, greatest)),
            _ => Item(random, least, greatest, mayWrap),
        };

    private static string Item(Random random, int least, int greatest, bool mayWrap)
    {
        if (random.Next(2) == 0)
        {
            return Number(random.Next(least, greatest + 1));
        }

        var (from, to) = Range(random, least, greatest, mayWrap);
        return Number(from) + "-" + Number(to) + (from < to && random.Next(3) == 0 ? "/" + Number(random.Next(1, greatest)) : "");
    }

    private static (int From, int To) Range(Random random, int least, int greatest, bool mayWrap)
    {
        var (from, to) = (random.Next(least, greatest + 1), random.Next(least, greatest + 1));
        return from > to && !mayWrap ? (to, from) : (from, to);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
