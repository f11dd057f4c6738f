namespace Dataflow.Pipelines.Generators.Durations;

/// <summary>Templates that consist of one input.</summary>
internal static class TemplateText
{
    private static readonly string[] Prefixes = ["pipeline.input.", "pipe."];

    /// <summary>Reads <c>{{ pipeline.input.name }}</c>, or the older <c>{{ pipe.name }}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="input">Id of the input.</param>
    /// <param name="start">Where the id begins in the text.</param>
    public static bool TryParseInput(string text, out string input, out int start)
    {
        (input, start) = ("", 0);
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("{{", StringComparison.Ordinal) || !trimmed.EndsWith("}}", StringComparison.Ordinal) || trimmed.Length < 4)
        {
            return false;
        }

        var path = trimmed.Substring(2, trimmed.Length - 4).Trim();
        foreach (var prefix in Prefixes)
        {
            var name = path.StartsWith(prefix, StringComparison.Ordinal) ? path.Substring(prefix.Length) : "";
            if (name.Length > 0 && IsName(name))
            {
                input = name;
                start = text.IndexOf(path, StringComparison.Ordinal) + prefix.Length;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text is a name, as ids are.</summary>
    public static bool IsName(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_') && (i == 0 || text[i] is not (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
