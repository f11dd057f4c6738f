using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Compiles a text of a node whose values must all be there: a missing one is a failed attempt at the latest, and reported where it can be seen.</summary>
/// <param name="graph">The pipeline.</param>
/// <param name="node">Index of the node.</param>
/// <param name="text">The text.</param>
/// <param name="paths">How paths are written.</param>
/// <param name="what">What the text is, in messages.</param>
internal sealed class TextCompiler(PipelineGraph graph, int node, TextModel text, PathCompiler paths, string what)
{
    private readonly List<DiagnosticModel> _faults = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>The parts as one C# expression.</summary>
    public string Compile(IEnumerable<TemplatePart> parts) => TemplateCode.Join(parts, Hole);

    private string Hole(TriggerExpression hole)
    {
        var values = new ValueCompiler(graph, node, text.Anchor, paths);
        var value = values.Compile(hole);
        _faults.AddRange(values.Faults);
        if (values.Faults.Count > 0)
        {
            return "\"\"";
        }

        if (value.Kind == ValueKind.Null)
        {
            _faults.Add(DiagnosticModel.Of(Descriptors.TriggerType, text.Anchor.Slice(hole.Start, hole.Length), "the value in " + what + " of '" + graph.Node(node).Name + "' is null"));
        }

        foreach (var producer in values.Reads.Nodes.Where(producer => !Producers.AreComplete(graph, node, producer)))
        {
            _faults.Add(DiagnosticModel.Of(Descriptors.MayBeMissing, text.Anchor.Slice(hole.Start, hole.Length), what, graph.Node(producer).Name, graph.Node(node).Name, ""));
        }

        return value.IsNullable || value.Kind == ValueKind.Payload
            ? "flow::CodeGeneration.OutputJson.Text(" + TemplateCode.Read(value) + ", " + Writing.Literals.Text(text.Text.Substring(hole.Start, hole.Length)) + ")"
            : "flow::CodeGeneration.OutputJson.Text(" + value.Code + ")";
    }
}
