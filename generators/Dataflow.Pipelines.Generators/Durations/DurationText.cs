using System.Globalization;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Durations;

/// <summary>
/// The text of a duration: a whole number and a unit (<c>ms s m h d</c>), or <c>{{ pipeline.input.name }}</c>.
/// A minus is parsed, so that the rules can report why a negative duration is invalid. A fault has the range of the text that it is about.
/// </summary>
internal sealed record DurationText(long Ticks, string? Input, string? Fault, int Start, int Length)
{
    /// <summary>The end of a <see cref="Fault"/> that suggests an input: removed where the duration must be constant.</summary>
    public const string OrInput = ", or \"{{ pipeline.input.name }}\"";

    private const string Form = "write a whole number and one of the units ms, s, m, h, d, as in \"5m\"" + OrInput;

    public static DurationText Parse(string text)
    {
        if (TemplateText.TryParseInput(text, out var input, out var inputStart))
        {
            return new DurationText(0, input, null, inputStart, input.Length);
        }

        var start = text.Length - text.TrimStart().Length;
        var end = text.TrimEnd().Length;
        var isNegative = start < end && text[start] == '-';
        var number = isNegative ? start + 1 : start;
        var digits = number;
        while (digits < end && text[digits] is >= '0' and <= '9')
        {
            digits++;
        }

        if (digits == number || text.IndexOf("{{", StringComparison.Ordinal) >= 0)
        {
            return Wrong(Form, 0, text.Length);
        }

        var unit = DurationUnits.TicksOf(text.Substring(digits, end - digits));
        if (unit == 0)
        {
            return digits == end ? Wrong(Form, 0, text.Length) : Wrong("'" + text.Substring(digits, end - digits).Trim() + "' is no unit; " + Form, digits, end - digits);
        }

        return !long.TryParse(text.Substring(number, digits - number), NumberStyles.None, CultureInfo.InvariantCulture, out var units) || units > TimeSpan.MaxValue.Ticks / unit
            ? Wrong("it is too long", 0, text.Length)
            : new DurationText((isNegative ? -units : units) * unit, null, null, start, end - start);
    }

    private static DurationText Wrong(string fault, int start, int length) => new(0, null, fault, start, length);
}
