using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary><c>[Join]</c>: pairs of the records of two streams, by key and time.</summary>
internal sealed class JoinFeature : NodeFeature
{
    /// <summary>Suffix of the struct that calls the user's method.</summary>
    public const string Pairs = "Join";

    /// <summary>Suffix of the key of the left records.</summary>
    public const string LeftKey = "LeftKey";

    /// <summary>Suffix of the key of the right records.</summary>
    public const string RightKey = "RightKey";

    public override string Attribute => "Join";

    public override MemberShape Shape => MemberShape.Method;

    public override IReadOnlyList<string> Companions => ["Buffer"];

    public override string HowToFeed => "name the streams to join, Left = nameof(...) and Right = nameof(...)";

    public override IReadOnlyList<string> TypeSuffixes => [Pairs, LeftKey, RightKey];

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [reader.Text("Left"), reader.Text("Right")];

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => JoinDescriptors.All;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => symbol is IMethodSymbol method ? JoinParser.Parse(method, reader) : null;

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        graph.Node(index) is { Part: JoinModel join } node ? JoinRule.Check(graph, node, join) : [];

    public override IEnumerable<DiagnosticModel> CheckRouting(PipelineGraph graph, int index)
    {
        if (graph.Node(index) is { Part: JoinModel { IsUnbounded: true } } node)
        {
            yield return DiagnosticModel.Of(JoinDescriptors.UnboundedJoin, node.Attribute, node.Name);
        }
    }

    public override bool NeedsEventTime(NodeModel node) => node.Part is JoinModel { IsUnbounded: false };

    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) => taker.Feature.Port == PortKind.Late ? null : base.Refuse(graph, node, taker);

    // Its inputs differ: JoinRule checks them.
    public override TypeModel? Taken(NodeModel node) => null;

    // It has late records of both sides: the type of the stream selects one.
    public override TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port != PortKind.Late || node.Part is not JoinModel join ? base.Given(graph, node, taker)
        : join.Right.Type is { } right && right.FullName == taker.Output?.FullName ? right
        : join.Left.Type;

    public override void Place(PipelinePlan plan, int index) => plan.Open(index, PipelinePlan.JobLanes);

    public override IEnumerable<(int Stream, int Port)> Inlets(PipelineGraph graph, int index)
    {
        var join = Of(graph.Node(index));
        return [(graph.IndexOf(join.Left.From.Text), 0), (graph.IndexOf(join.Right.From.Text), 1)];
    }

    public override bool NeedsPositions(PipelinePlan plan, BlockPlan block) => plan.LateNeedPositions(block);

    public override int OutputOf(NodeModel node, NodeModel stream) =>
        stream.Feature.Port != PortKind.Late ? 0 : Of(node).Left.Type?.FullName != stream.Output?.FullName ? 2 : 1;

    public override string? KeyType(PipelineNames names, NodeModel node, int port) => port == 0 ? names.Of(node, LeftKey) : names.Of(node, RightKey);

    public override IEnumerable<TypeModel> Waiting(PipelineGraph graph, NodeModel node) => [Of(node).Left.Type!, Of(node).Right.Type!];

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => JoinEmitter.New(plan.Graph, names, block.First, Of(block.First));

    public override void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block) => JoinEmitter.Emit(code, plan.Graph, names, block.First, Of(block.First));

    private static JoinModel Of(NodeModel node) => (JoinModel)node.Part!;
}
