using System.Globalization;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>One of the fields of a cron expression.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Greatest">The greatest value. 7 is a second number of Sunday.</param>
/// <param name="Names">Names of the values from <paramref name="Least"/> on, in lower case.</param>
internal sealed record CronField(string Name, int Least, int Greatest, string[] Names)
{
    public static readonly CronField Second = new("second", 0, 59, []);
    public static readonly CronField Minute = new("minute", 0, 59, []);
    public static readonly CronField Hour = new("hour", 0, 23, []);
    public static readonly CronField DayOfMonth = new("day of the month", 1, 31, []);
    public static readonly CronField Month = new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
    public static readonly CronField DayOfWeek = new("day of the week", 0, 7, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    /// <summary>Number of values; Sunday counts once.</summary>
    public int Size => this == DayOfWeek ? 7 : Greatest - Least + 1;

    /// <summary>Reads one value: one or two digits, or a name in any case.</summary>
    /// <exception cref="CronFault">The text is not a value of the field.</exception>
    public int ParseValue(CronWord word)
    {
        var index = IndexOf(word.Text);
        return index >= 0 ? index + Least
            : TryParse(word.Text, Least, Greatest, out var value) ? value
            : throw word.Fault("'" + word.Text + "' is no " + Name + Meaning(word.Text) + "; it must be " + Range(Least, Greatest) + NamedRange() + NearestName.Ask(Nearest(word.Text)));
    }

    /// <summary>Reads a number of one or two digits that is not a value of a field: a step, or a count.</summary>
    /// <exception cref="CronFault">The text is not a number, or not in the range.</exception>
    public static int ParseNumber(CronWord word, string name, int least, int greatest) =>
        TryParse(word.Text, least, greatest, out var value) ? value : throw word.Fault("'" + word.Text + "' is no " + name + "; it must be " + Range(least, greatest));

    private static string Range(int least, int greatest) =>
        "from " + least.ToString(CultureInfo.InvariantCulture) + " to " + greatest.ToString(CultureInfo.InvariantCulture);

    private string NamedRange() => Names.Length == 0 ? "" : ", or " + Names[0] + " to " + Names[Names.Length - 1];

    private int IndexOf(string name) => Array.FindIndex(Names, candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Month and day of the week are easily exchanged.
    private static string Meaning(string text) =>
        Month.IndexOf(text) >= 0 ? ", but a " + Month.Name
        : DayOfWeek.IndexOf(text) >= 0 ? ", but a " + DayOfWeek.Name
        : "";

    // The names have three letters: fewer than two tell nothing, and a longer text may be the whole name.
    private string? Nearest(string text) =>
        text.Length < 2 || !char.IsLetter(text[0]) || Meaning(text).Length > 0 ? null
        : Array.Find(Names, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) ?? NearestName.Find(text, Names);

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
