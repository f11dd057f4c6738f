namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>Reads the fields of a cron expression into bit masks.</summary>
internal static class CronFieldParser
{
    /// <summary>Reads <c>*</c>, <c>?</c>, or a list of values and ranges, each with a step or without.</summary>
    /// <returns>The bits of its values; of Sunday both 0 and 7 may be set.</returns>
    /// <exception cref="CronFault">The field cannot be read.</exception>
    public static ulong Parse(CronWord word, CronField field)
    {
        var items = word.Text.Split(',');
        ulong mask = 0;
        var at = 0;
        foreach (var item in items)
        {
            // For a missing item an adjacent comma is underlined.
            mask |= item.Length == 0
                ? throw word.Slice(Math.Max(0, at - 1), 1).Fault("the list '" + word.Text + "' lacks a value next to the comma")
                : ParseItem(word.Slice(at, item.Length), field, isAlone: items.Length == 1);
            at += item.Length + 1;
        }

        return mask;
    }

    /// <summary>Reads days of the month; also <c>L</c>, <c>L-3</c>, <c>LW</c> and <c>15W</c>.</summary>
    /// <exception cref="CronFault">The field cannot be read.</exception>
    public static (uint Days, int? BeforeLast, bool IsNearestWorkday) ParseDayOfMonth(CronWord word)
    {
        const uint All = 0xFFFF_FFFE;
        var isWorkday = EndsWith(word, 'W');
        var body = isWorkday ? word.Slice(0, word.Text.Length - 1) : word;
        if (body.Text.Length > 0 && Is(body.Text[0], 'L'))
        {
            if (body.Text.Length == 1)
            {
                return (All, 0, isWorkday);
            }

            if (body.Text[1] == '-' && body.Text.Length > 2)
            {
                return (All, CronField.ParseNumber(body.From(2), "number of days before the last of the month", 0, 30), isWorkday);
            }
        }

        if (!isWorkday)
        {
            return ((uint)Parse(word, CronField.DayOfMonth), null, false);
        }

        if (body.Text.Length == 0 || body.Text.IndexOfAny([',', '-', '/']) >= 0)
        {
            throw word.Fault("'W' follows one day of the month, as in 15W, or L");
        }

        return (1U << CronField.DayOfMonth.ParseValue(body), null, true);
    }

    /// <summary>Reads days of the week; also <c>MON#2</c> and <c>5L</c>.</summary>
    /// <exception cref="CronFault">The field cannot be read.</exception>
    public static (uint Days, int Nth) ParseDayOfWeek(CronWord word)
    {
        var hash = word.Text.IndexOf('#');
        if (hash >= 0)
        {
            var day = CronField.DayOfWeek.ParseValue(hash == 0 ? word : word.Slice(0, hash));
            return (Fold(1UL << day), CronField.ParseNumber(hash == word.Text.Length - 1 ? word : word.From(hash + 1), "week of the month", 1, 5));
        }

        // No name of a day ends with L.
        if (EndsWith(word, 'L') && word.Text.Length > 1 && word.Text.IndexOfAny([',', '-', '/']) < 0)
        {
            return (Fold(1UL << CronField.DayOfWeek.ParseValue(word.Slice(0, word.Text.Length - 1))), CronDays.Last);
        }

        return (Fold(Parse(word, CronField.DayOfWeek)), CronDays.Each);
    }

    private static ulong ParseItem(CronWord item, CronField field, bool isAlone)
    {
        var slash = item.Text.IndexOf('/');
        var range = slash < 0 ? item : item.Slice(0, slash);
        if (range.Text is "*" or "?")
        {
            return isAlone
                ? Values(field, field.Least, field.Greatest, ParseStep(item, slash, field))
                : throw item.Fault("'" + item.Text + "' is no item of a list: '" + range.Text + "' is every " + field.Name);
        }

        var dash = range.Text.IndexOf('-');
        var from = field.ParseValue(dash == 0 || range.Text.Length == 0 ? item : dash < 0 ? range : range.Slice(0, dash));
        var step = ParseStep(item, slash, field);
        if (dash < 0)
        {
            return slash < 0 ? 1UL << from : Values(field, from, field.Greatest, step);
        }

        var to = field.ParseValue(dash == range.Text.Length - 1 ? item : range.From(dash + 1));
        if (from > to && from > field.Least + field.Size - 1 && step > 1)
        {
            throw item.Fault("7 cannot start a range with a step that wraps around the end of the week: write 0, or sun");
        }

        return Values(field, from, to, step);
    }

    private static int ParseStep(CronWord item, int slash, CronField field) =>
        slash < 0 ? 1 : CronField.ParseNumber(slash == item.Text.Length - 1 ? item : item.From(slash + 1), "step of the field " + field.Name, 1, field.Greatest);

    // A range that ends before it begins wraps around the end of the field: fri-mon, 22-6.
    private static ulong Values(CronField field, int from, int to, int step)
    {
        ulong mask = 0;
        var last = from <= to ? to : to + field.Size;
        for (var value = from; value <= last; value += step)
        {
            mask |= 1UL << (value <= field.Greatest && from <= to ? value : field.Least + ((value - field.Least) % field.Size));
        }

        return mask;
    }

    private static uint Fold(ulong daysOfWeek) => (uint)((daysOfWeek | (daysOfWeek >> 7)) & CronDays.AllWeek);

    private static bool EndsWith(CronWord word, char letter) => word.Text.Length > 0 && Is(word.Text[word.Text.Length - 1], letter);

    private static bool Is(char c, char letter) => c == letter || c == letter + ('a' - 'A');
}
