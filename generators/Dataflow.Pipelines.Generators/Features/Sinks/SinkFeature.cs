using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sinks;

/// <summary><c>[Sink]</c>: records leave the pipeline.</summary>
internal sealed class SinkFeature : ConnectorFeature
{
    public override string Attribute => "Sink";

    public override IReadOnlyList<string> Companions => [.. base.Companions, "RollOn", "Buffer"];

    public override bool IsSink => true;

    protected override string Interface => "ISink";

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) =>
        symbol is IPropertySymbol property
            ? new SinkModel(AttributeReader.Find(symbol, member, "RollOn")?.Text()) { WholeFormat = FormatParser.FindWhole(property.Type) }
            : null;

    public override bool NeedsEventTime(NodeModel node) => node.Part is SinkModel { RollOn: not null };

    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port == PortKind.Main ? "it is a sink, which takes records out" : base.Refuse(graph, node, taker);

    public override TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port == PortKind.Main ? null : base.Given(graph, node, taker);

    public override void Place(PipelinePlan plan, int index) => plan.Open(index, "1");

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        var node = block.First;
        var rollOn = node.Part is SinkModel { RollOn: { } roll } ? ", rollOn: " + DurationCode.Of(plan.Graph.Pipeline, node, roll) : "";
        return "new flow::CodeGeneration.SinkBlock<" + names.Of(node.Output!) + ">(lane, pipeline." + PipelineNames.Member(node.Name) + rollOn + ")";
    }
}
