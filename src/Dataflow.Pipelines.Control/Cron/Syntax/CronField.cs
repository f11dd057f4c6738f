using System.Globalization;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>One of the five fields of a cron expression.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Greatest">The greatest value. 7 is a second number of Sunday.</param>
/// <param name="Names">Names of the values from <paramref name="Least"/> on, in lower case.</param>
internal sealed record CronField(string Name, int Least, int Greatest, string[] Names)
{
    public static readonly CronField Minute = new("minute", 0, 59, []);
    public static readonly CronField Hour = new("hour", 0, 23, []);
    public static readonly CronField DayOfMonth = new("day of the month", 1, 31, []);
    public static readonly CronField Month = new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
    public static readonly CronField DayOfWeek = new("day of the week", 0, 7, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    /// <summary>Number of values; Sunday counts once.</summary>
    public int Size => this == DayOfWeek ? 7 : Greatest - Least + 1;

    /// <summary>Reads one value: one or two digits, or a name in any case.</summary>
    /// <exception cref="TriggerFault">The text is not a value of the field.</exception>
    public int ParseValue(CronWord word)
    {
        var index = Array.FindIndex(Names, name => name.Equals(word.Text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + Least
            : TryParse(word.Text, Least, Greatest, out var value) ? value
            : throw NotIn(word, Name, Least, Greatest);
    }

    /// <summary>Reads a number of one or two digits that is not a value of a field: a step, or a count.</summary>
    /// <exception cref="TriggerFault">The text is not a number, or not in the range.</exception>
    public static int ParseNumber(CronWord word, string name, int least, int greatest) =>
        TryParse(word.Text, least, greatest, out var value) ? value : throw NotIn(word, name, least, greatest);

    private static TriggerFault NotIn(CronWord word, string name, int least, int greatest) =>
        word.Fault("'" + word.Text + "' is no " + name + "; it must be from " + least.ToString(CultureInfo.InvariantCulture) + " to " + greatest.ToString(CultureInfo.InvariantCulture));

    private static bool TryParse(string text, int least, int greatest, out int value)
    {
        value = -1;
        if (text.Length is not (1 or 2))
        {
            return false;
        }

        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '9')
            {
                return false;
            }

            number = (10 * number) + digit - '0';
        }

        value = number;
        return number >= least && number <= greatest;
    }
}
