using System.Globalization;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The words in which channels show a notification.</summary>
internal static class AlertText
{
    public static string Of(AlertStatus status) => status switch
    {
        AlertStatus.Firing => "firing",
        AlertStatus.Waiting => "waiting",
        _ => "resolved",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Info => "info",
        _ => "warning",
    };

    public static string Of(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>On one line: control characters and the line separators of Unicode become blanks. A header or a log line that it is part of cannot end in it.</summary>
    public static string SingleLine(string text) =>
        string.Create(text.Length, text, static (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
            }
        });

    /// <summary>At most so many characters, the last one an ellipsis where text is left out. It does not end in half a character, which is not valid in UTF-8.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
