namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>The days that a cron expression fires on: those that meet all of its conditions, as in the Cronos package.</summary>
/// <param name="Months">Bits 1 to 12.</param>
/// <param name="OfMonth">Days of the month, bits 1 to 31; all where <paramref name="BeforeLast"/> is set.</param>
/// <param name="BeforeLast">The only day, counted back from the last of the month: 0 for <c>L</c>, 3 for <c>L-3</c>.</param>
/// <param name="IsNearestWorkday">Whether a day of the month that is a Saturday or Sunday is moved to the nearest Monday to Friday of its month (<c>15W</c>).</param>
/// <param name="OfWeek">Days of the week, bits 0 (Sunday) to 6.</param>
/// <param name="Nth">Which of the days of the week in a month: 1 to 5 (<c>MON#2</c>), <see cref="Last"/> (<c>5L</c>), or <see cref="Each"/>.</param>
internal sealed record CronDays(uint Months, uint OfMonth, int? BeforeLast, bool IsNearestWorkday, uint OfWeek, int Nth)
{
    /// <summary>Each of the days of the week in a month.</summary>
    public const int Each = 0;

    /// <summary>The last of the days of the week in a month.</summary>
    public const int Last = -1;

    /// <summary>All days of the week.</summary>
    public const uint AllWeek = 0x7F;

    // 28 years in which every fourth year is a leap year contain each of the 14 possible calendars: 365 or 366 days, starting on each day of the week.
    private static readonly DateTime CycleStart = new(2000, 1, 1);
    private static readonly DateTime CycleEnd = new(2028, 1, 1);

    /// <summary>Whether such a day exists.</summary>
    public bool IsEver()
    {
        for (var day = CycleStart; day < CycleEnd; day = day.AddDays(1))
        {
            if (Contains(day))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the expression fires on this day.</summary>
    public bool Contains(DateTime date) =>
        Has(Months, date.Month) && Has(OfWeek, (int)date.DayOfWeek) && IsNth(date) && IsOfMonth(date);

    private bool IsNth(DateTime date) => Nth switch
    {
        Each => true,
        Last => date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month),
        _ => (date.Day + 6) / 7 == Nth,
    };

    private bool IsOfMonth(DateTime date)
    {
        if (!IsNearestWorkday)
        {
            return IsListed(date);
        }

        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return false;
        }

        // A workday can substitute for a day of the weekend at most two days away; two only at the start or end of the month.
        for (var distance = -2; distance <= 2; distance++)
        {
            var day = date.Day + distance;
            if (day >= 1 && day <= DateTime.DaysInMonth(date.Year, date.Month) && Workday(date.AddDays(distance)) == date.Day && IsListed(date.AddDays(distance)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsListed(DateTime date) =>
        BeforeLast is { } days ? date.Day == DateTime.DaysInMonth(date.Year, date.Month) - days : Has(OfMonth, date.Day);

    // Day of the month.
    private static int Workday(DateTime date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.Day == 1 ? 3 : date.Day - 1,
        DayOfWeek.Sunday => date.Day == DateTime.DaysInMonth(date.Year, date.Month) ? date.Day - 2 : date.Day + 1,
        _ => date.Day,
    };

    private static bool Has(uint mask, int bit) => (mask & (1U << bit)) != 0;
}
