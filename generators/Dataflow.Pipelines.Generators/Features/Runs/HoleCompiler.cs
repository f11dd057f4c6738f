using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>Compiles the values in a text of a node, which must be there when the node starts: those of nodes that need not have completed are reported.</summary>
/// <param name="graph">The pipeline.</param>
/// <param name="node">Index of the node.</param>
/// <param name="text">The text.</param>
/// <param name="paths">How paths are written.</param>
/// <param name="what">What the text is, in messages.</param>
internal sealed class HoleCompiler(PipelineGraph graph, int node, TextModel text, PathCompiler paths, string what)
{
    private readonly List<DiagnosticModel> _faults = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>The value; null where a fault was reported.</summary>
    /// <param name="hole">The value in the text.</param>
    /// <param name="needsText">Whether it is to become a text.</param>
    public TypedValue? Compile(TriggerExpression hole, bool needsText)
    {
        var before = _faults.Count;
        var values = new ValueCompiler(graph, node, text.Anchor, paths);
        var value = needsText ? values.CompileText(hole) : values.CompileScalar(hole);
        _faults.AddRange(values.Faults);
        if (value.Kind == ValueKind.Null)
        {
            _faults.Add(DiagnosticModel.Of(Descriptors.TriggerType, text.Anchor.Slice(hole.Start, hole.Length), "the value in " + what + " of '" + graph.Node(node).Name + "' is null"));
        }

        foreach (var producer in values.Reads.Nodes.Where(producer => !Producers.AreComplete(graph, node, producer)))
        {
            _faults.Add(DiagnosticModel.Of(Descriptors.MayBeMissing, text.Anchor.Slice(hole.Start, hole.Length), what, graph.Node(producer).Name, graph.Node(node).Name, ""));
        }

        _faults.AddRange(values.Reads.Conditional.Where(producer => Producers.AreComplete(graph, node, producer))
            .Select(producer => ((RunFeature)graph.Node(producer).Feature).CheckConditional(graph, node, producer, text.Anchor.Slice(hole.Start, hole.Length), what, "")).OfType<DiagnosticModel>());
        return _faults.Count > before || value.Kind == ValueKind.Unknown ? null : value;
    }

    /// <summary>The text of a value, as a C# literal.</summary>
    public string Source(TriggerExpression hole) => Writing.Literals.Text(text.Text.Substring(hole.Start, hole.Length));
}
