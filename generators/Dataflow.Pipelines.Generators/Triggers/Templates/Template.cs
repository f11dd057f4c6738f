using System.Linq;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A text with values in <c>{{ }}</c>.</summary>
/// <param name="Parts">Its parts, in order.</param>
internal sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>Its values.</summary>
    public IEnumerable<TriggerExpression> Holes => Parts.Select(static part => part.Hole).OfType<TriggerExpression>();

    /// <summary>The value, where the template is one value and nothing else.</summary>
    public TriggerExpression? Whole => Holes.Count() == 1 && Parts.All(static part => string.IsNullOrWhiteSpace(part.Text)) ? Holes.First() : null;

    /// <summary>Reads a template.</summary>
    /// <exception cref="TriggerFault">A value in it cannot be read.</exception>
    public static Template Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var at = 0;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", at, StringComparison.Ordinal))
        {
            AddText(parts, text.Substring(at, open - at));
            var (hole, end) = TriggerParser.ParseHole(text, open);
            parts.Add(new TemplatePart("", hole));
            at = end;
        }

        AddText(parts, text.Substring(at));
        return new Template(parts);
    }

    private static void AddText(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new TemplatePart(text, null));
        }
    }
}
