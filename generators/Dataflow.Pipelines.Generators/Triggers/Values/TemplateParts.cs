namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Texts with values in <c>{{ }}</c>.</summary>
internal static class TemplateParts
{
    /// <summary>Whether the text is one value and nothing else.</summary>
    public static bool IsWhole(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("{{", StringComparison.Ordinal) && trimmed.EndsWith("}}", StringComparison.Ordinal) && trimmed.IndexOf("{{", 2, StringComparison.Ordinal) < 0;
    }

    /// <summary>A C# expression of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The values of its holes, in order.</param>
    public static string Code(string text, IReadOnlyList<TypedValue> values)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var value in values)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            AddText(parts, text.Substring(at, open - at));
            parts.Add("flow::CodeGeneration.OutputJson.Text(" + (value.Kind == ValueKind.Payload ? "at.Event.Read(" + value.Code + ")" : value.Code) + ")");
            at = text.IndexOf("}}", open, StringComparison.Ordinal) + 2;
        }

        AddText(parts, text.Substring(at));
        return parts.Count == 0 ? "\"\"" : string.Join(" + ", parts);
    }

    private static void AddText(List<string> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(Writing.Literals.Text(text));
        }
    }
}
