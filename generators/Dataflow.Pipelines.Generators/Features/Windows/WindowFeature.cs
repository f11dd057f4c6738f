using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Windows.Aggregates;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary><c>[Window]</c>: records are grouped by event time, or by their number, and aggregated.</summary>
internal sealed class WindowFeature : NodeFeature
{
    /// <summary>Suffix of the accumulator.</summary>
    public const string Accumulator = "Accumulator";

    public override string Attribute => "Window";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override IReadOnlyList<string> Companions => ["KeyBy", "Buffer"];

    public override IReadOnlyList<string> TypeSuffixes => [Accumulator];

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => WindowDescriptors.All;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => WindowParser.Parse(reader);

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        WindowRule.Check(graph.Node(index), Of(graph.Node(index))).Concat(AggregateRule.Check(graph, graph.Node(index)));

    public override IEnumerable<DiagnosticModel> CheckRouting(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        if (Of(node).IsTimed && !graph.Takers(index, PortKind.Late).Any())
        {
            var record = EdgeTypeRule.InputOf(graph, node)?.Display;
            yield return DiagnosticModel.Of(Descriptors.LateNotTaken, Anchor.OfMember(node.Member), node.Name, record ?? "its record") with
            {
                Suggestion = record is null ? null : $"[Late(From = nameof({node.Name}))]\npublic partial Stream<{record}> {node.Name}Late {{ get; }}",
            };
        }
    }

    public override bool NeedsEventTime(NodeModel node) => Of(node).IsTimed;

    // A stream for the rejects of a sum that overflows is optional.
    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port switch
        {
            PortKind.Rejects when CanOverflow(graph, node) => null,
            PortKind.Late => Of(node).IsTimed ? null : "a count window has no late records",
            _ => base.Refuse(graph, node, taker),
        };

    // It takes any record; the aggregates of its output record name the members that they need.
    public override TypeModel? Taken(NodeModel node) => null;

    public override TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port == PortKind.Late ? EdgeTypeRule.InputOf(graph, node) : base.Given(graph, node, taker);

    public override void Place(PipelinePlan plan, int index) => plan.OpenKeyed(index);

    public override bool NeedsPositions(PipelinePlan plan, BlockPlan block) =>
        plan.Graph.Takers(block.Nodes[0], PortKind.Rejects).Any() || plan.LateNeedPositions(block);

    public override int OutputOf(NodeModel node, NodeModel stream) => stream.Feature.Port switch { PortKind.Late => 1, PortKind.Rejects => 2, _ => 0 };

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => WindowCode.New(plan.Graph, names, block.First, Of(block.First));

    public override void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        base.Emit(code, plan, names, block);
        AccumulatorEmitter.Emit(code, plan.Graph, names, block.First);
    }

    private static WindowModel Of(NodeModel node) => (WindowModel)node.Part!;

    private static bool CanOverflow(PipelineGraph graph, NodeModel node) =>
        graph.Pipeline.FindRecord(node.Output)?.Members.Any(member => member.Aggregate == AggregateKind.Sum && member.Codec != CodecKind.Float64) == true;
}
