using System.Linq;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Writes templates as C# expressions of texts.</summary>
internal static class TemplateCode
{
    /// <summary>The text; a missing value is an empty text in it.</summary>
    public static string Of(IEnumerable<TemplatePart> parts, ValueCompiler values) => Join(parts, hole => Text(values.CompileText(hole)));

    /// <summary>The parts as one expression.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="hole">Writes a value as the expression of a text.</param>
    public static string Join(IEnumerable<TemplatePart> parts, Func<TriggerExpression, string> hole)
    {
        var code = parts.Select(part => part.Hole is null ? Writing.Literals.Text(part.Text) : hole(part.Hole)).ToList();
        return code.Count == 0 ? "\"\"" : string.Join(" + ", code);
    }

    /// <summary>The value as it is read; the member of a payload as text.</summary>
    public static string Read(TypedValue value) => value.Kind == ValueKind.Payload ? "at.Event.Read(" + value.Code + ")" : value.Code;

    private static string Text(TypedValue value) => "flow::CodeGeneration.OutputJson.Text(" + Read(value) + ")";
}
