using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Reads cron expressions: five fields of numbers, names, ranges, lists and steps, or a word such as <c>@daily</c>.</summary>
internal static class CronParser
{
    private static readonly string[] Specials = ["@startup", "@hourly", "@daily", "@weekly", "@monthly", "@yearly"];
    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly (string Name, int Least, int Greatest)[] Fields = [("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 7)];

    /// <param name="text">The expression, without <c>cron:</c> and zone.</param>
    /// <param name="start">Where it begins in the trigger.</param>
    /// <param name="timeZone">Name of the zone, or empty.</param>
    /// <exception cref="TriggerFault">It cannot be read.</exception>
    public static CronSchedule Parse(string text, int start, string timeZone)
    {
        var words = Split(text).ToList();
        if (words.Count == 1 && words[0].Text[0] == '@')
        {
            return Specials.Contains(words[0].Text, StringComparer.Ordinal)
                ? new CronSchedule(words[0].Text, 0, 0, 0, 0, 0, false, timeZone)
                : throw Fault(start, words[0], "there is no '" + words[0].Text + "'; there are " + string.Join(", ", Specials));
        }

        if (words.Count != Fields.Length)
        {
            throw new TriggerFault(start, text.TrimEnd().Length, "it has " + words.Count.ToString(CultureInfo.InvariantCulture) + " fields and needs five: minute, hour, day of the month, month, day of the week", isCron: true);
        }

        var masks = words.Select((word, i) => ParseField(start, word, i)).ToArray();
        var weekdays = (uint)((masks[4] | (masks[4] >> 7)) & 0x7F);
        CheckDays(start, words, masks);
        var isEither = !IsAny(words[2].Text) && !IsAny(words[4].Text);
        return new CronSchedule("", masks[0], (uint)masks[1], (uint)masks[2], (uint)masks[3], weekdays, isEither, timeZone);
    }

    private static ulong ParseField(int start, (string Text, int At) word, int field)
    {
        ulong mask = 0;
        var at = word.At;
        foreach (var item in word.Text.Split(','))
        {
            mask |= ParseItem(start, (item, at), field);
            at += item.Length + 1;
        }

        return mask;
    }

    private static ulong ParseItem(int start, (string Text, int At) item, int field)
    {
        var (name, least, greatest) = Fields[field];
        var slash = item.Text.IndexOf('/');
        var range = slash < 0 ? item.Text : item.Text.Substring(0, slash);
        var step = 1;
        if (slash >= 0 && (!int.TryParse(item.Text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
        {
            throw Fault(start, item, "'" + item.Text.Substring(slash + 1) + "' is no step");
        }

        int from, to;
        if (IsAny(range))
        {
            (from, to) = (least, field == 4 ? 6 : greatest);
        }
        else
        {
            var dash = range.IndexOf('-');
            from = ParseNumber(start, (dash < 0 ? range : range.Substring(0, dash), item.At), field);
            to = dash >= 0 ? ParseNumber(start, (range.Substring(dash + 1), item.At + dash + 1), field) : slash >= 0 ? greatest : from;
        }

        if (from > to)
        {
            throw Fault(start, item, "a range of the field " + name + " runs upwards, '" + range + "' does not");
        }

        ulong mask = 0;
        for (var value = from; value <= to; value += step)
        {
            mask |= 1UL << value;
        }

        return mask;
    }

    private static int ParseNumber(int start, (string Text, int At) word, int field)
    {
        var (name, least, greatest) = Fields[field];
        var names = field == 3 ? MonthNames : field == 4 ? DayNames : [];
        var index = Array.IndexOf(names, word.Text.ToLowerInvariant());
        if (index >= 0)
        {
            return index + least;
        }

        return int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= greatest
            ? value
            : throw Fault(start, word, "'" + word.Text + "' is no " + name + "; it goes from " + least.ToString(CultureInfo.InvariantCulture) + " to " + greatest.ToString(CultureInfo.InvariantCulture));
    }

    // The thirtieth of February is a slip, not a schedule.
    private static void CheckDays(int start, List<(string Text, int At)> words, ulong[] masks)
    {
        if (!IsAny(words[4].Text))
        {
            return;
        }

        var longest = Enumerable.Range(1, 12).Where(month => (masks[3] & (1UL << month)) != 0).Max(month => month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);
        if ((masks[2] & ((2UL << longest) - 1)) == 0)
        {
            throw Fault(start, words[2], "none of its months has a day '" + words[2].Text + "': it would never fire");
        }
    }

    private static bool IsAny(string text) => text is "*" or "?";

    private static TriggerFault Fault(int start, (string Text, int At) word, string problem) => new(start + word.At, Math.Max(1, word.Text.Length), problem, isCron: true);

    private static IEnumerable<(string Text, int At)> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            yield return (text.Substring(i, end - i), i);
            i = end;
        }
    }
}
