using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Compiles a text with values in it to a C# expression; a value that is missing at run time fails the attempt.</summary>
/// <param name="graph">The pipeline.</param>
/// <param name="node">Index of the node.</param>
/// <param name="text">The text.</param>
/// <param name="paths">How paths are written.</param>
/// <param name="what">What the text is, in messages.</param>
internal sealed class TextCompiler(PipelineGraph graph, int node, TextModel text, PathCompiler paths, string what)
{
    private readonly HoleCompiler _holes = new(graph, node, text, paths, what);
    private readonly List<DiagnosticModel> _faults = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => [.. _faults, .. _holes.Faults];

    /// <summary>The values of the text that <see cref="Compile()"/> has read.</summary>
    public IEnumerable<TriggerExpression> Values { get; private set; } = [];

    /// <summary>The text as one C# expression; an empty text where it cannot be read, which is a fault.</summary>
    public string Compile()
    {
        try
        {
            var template = Template.Parse(text.Text);
            Values = template.Holes;
            return Compile(template.Parts);
        }
        catch (TriggerFault fault)
        {
            _faults.Add(DiagnosticModel.Of(Descriptors.TriggerSyntax, text.Anchor.Slice(fault.Start, fault.Length), "template", fault.Message));
            return "\"\"";
        }
    }

    /// <summary>The parts as one C# expression.</summary>
    public string Compile(IEnumerable<TemplatePart> parts) => TemplateCode.Join(parts, Hole);

    private string Hole(TriggerExpression hole) =>
        _holes.Compile(hole, needsText: true) is not { } value ? "\"\""
        : value.IsNullable || value.Kind == ValueKind.Payload ? "flow::CodeGeneration.OutputJson.Text(" + TemplateCode.Read(value) + ", " + _holes.Source(hole) + ")"
        : "flow::CodeGeneration.OutputJson.Text(" + value.Code + ")";
}
