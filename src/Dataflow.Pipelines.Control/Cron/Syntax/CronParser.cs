using System.Globalization;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>
/// Reads cron expressions: five or six fields of numbers, names, ranges, lists and steps, or a macro such as <c>@daily</c>. The build checks them with this
/// parser, and so does the run time, which evaluates them with the Cronos package, in <c>CronFormat.IncludeSeconds</c> where there are six fields. This parser
/// therefore accepts what Cronos accepts, with the same meaning (a test compares the two), except for expressions that can never fire, and for <c>7-3/2</c>, where Cronos
/// omits the first Sunday.
/// </summary>
internal static class CronParser
{
    private const string Startup = "@startup";

    private static readonly (string Name, string Fields)[] Macros =
    [
        ("@every_second", "* * * * * *"),
        ("@every_minute", "* * * * *"),
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ];

    /// <param name="text">The expression, without <c>cron:</c> and zone.</param>
    /// <param name="start">Where it begins in the text around it: places of faults count from there.</param>
    /// <exception cref="CronFault">The expression cannot be read, or can never fire.</exception>
    public static CronSyntax Parse(string text, int start = 0)
    {
        var whole = new CronWord(text, start);
        var words = Split(whole);
        if (words.Count == 1 && words[0].Text[0] == '@')
        {
            return ParseMacro(words[0]);
        }

        var hasSeconds = words.Count == 6;
        if (words.Count != 5 && !hasSeconds)
        {
            var count = words.Count.ToString(CultureInfo.InvariantCulture);
            throw whole.Fault("it has " + count + (words.Count == 1 ? " field" : " fields")
                + "; it needs five (minute, hour, day of the month, month, day of the week) or six (the second before them)");
        }

        // The words of a time of the day; three follow for its days.
        var isInterval = words.GetRange(0, words.Count - 3).Exists(static word => word.Text.IndexOfAny(['*', '?', '-', '/']) >= 0);
        var seconds = hasSeconds ? CronFieldParser.Parse(words[0], CronField.Second) : 1UL;
        words.RemoveRange(0, words.Count - 5);
        var minutes = CronFieldParser.Parse(words[0], CronField.Minute);
        var hours = (uint)CronFieldParser.Parse(words[1], CronField.Hour);
        var (ofMonth, beforeLast, isNearestWorkday) = CronFieldParser.ParseDayOfMonth(words[2]);
        var months = (uint)CronFieldParser.Parse(words[3], CronField.Month);
        var (ofWeek, nth) = CronFieldParser.ParseDayOfWeek(words[4]);
        var days = new CronDays(months, ofMonth, beforeLast, isNearestWorkday, ofWeek, nth);
        CheckDays(whole, words[2], words[3], words[4], days);
        return new CronSyntax(text, hasSeconds, seconds, minutes, hours, days, isInterval);
    }

    private static CronSyntax ParseMacro(CronWord word)
    {
        if (word.Text.Equals(Startup, StringComparison.OrdinalIgnoreCase))
        {
            return new CronSyntax(Startup, HasSeconds: false, 0, 0, 0, null, IsInterval: false);
        }

        var macro = Array.Find(Macros, candidate => candidate.Name.Equals(word.Text, StringComparison.OrdinalIgnoreCase));
        if (macro.Name is null)
        {
            string[] names = [Startup, .. Array.ConvertAll(Macros, static candidate => candidate.Name)];
            throw word.Fault("there is no '" + word.Text + "'; there are " + string.Join(", ", names) + NearestName.Ask(NearestName.Find(word.Text, names)));
        }

        return Parse(macro.Fields, word.Start) with { Text = macro.Name };
    }

    // February 30 is a mistake, not a schedule.
    private static void CheckDays(CronWord whole, CronWord ofMonth, CronWord month, CronWord ofWeek, CronDays days)
    {
        if (days.IsEver())
        {
            return;
        }

        if (!(days with { OfWeek = CronDays.AllWeek, Nth = CronDays.Each }).IsEver())
        {
            throw ofMonth.Fault("none of its months has a day '" + ofMonth.Text + "': it would never fire");
        }

        var start = ofMonth.Start - whole.Start;
        throw whole.Slice(start, ofWeek.Start + ofWeek.Text.Length - whole.Start - start).Fault(
            "a day must be both '" + ofMonth.Text + "' of the month and '" + ofWeek.Text + "' of the week, and no day in the months '" + month.Text + "' is: it would never fire");
    }

    // Cronos accepts no other white space between the fields.
    private static List<CronWord> Split(CronWord whole)
    {
        var words = new List<CronWord>();
        var text = whole.Text;
        for (var i = 0; i < text.Length;)
        {
            if (IsSeparator(text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !IsSeparator(text[end]))
            {
                if (char.IsWhiteSpace(text[end]))
                {
                    var code = ((int)text[end]).ToString("X4", CultureInfo.InvariantCulture);
                    throw whole.Slice(end, 1).Fault("blanks and tabs separate the fields, not the character U+" + code);
                }

                end++;
            }

            words.Add(whole.Slice(i, end - i));
            i = end;
        }

        return words;
    }

    private static bool IsSeparator(char c) => c is ' ' or '\t';
}
