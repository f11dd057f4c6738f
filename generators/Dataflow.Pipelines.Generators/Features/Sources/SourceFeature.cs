using System.Linq;
using Dataflow.Pipelines.Generators.Chains;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary><c>[Source]</c>: records enter the pipeline. It is the first node of a generated loop.</summary>
internal sealed class SourceFeature : ConnectorFeature
{
    public override string Attribute => "Source";

    public override IReadOnlyList<string> Companions => [.. base.Companions, "Watermark"];

    public override bool IsSource => true;

    public override bool IsInLoop => true;

    protected override string Interface => "ISource";

    public override IEnumerable<TextModel> ParseInputs(AttributeReader reader) => [];

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => symbol is IPropertySymbol property ? SourceParser.Parse(property, member) : null;

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        base.Check(graph, index).Concat(SourceFormRule.Check(graph.Node(index))).Concat(WatermarkRule.Check(graph, index));

    public override bool CanReject(NodeModel node) => true;

    public override void Place(PipelinePlan plan, int index) => plan.Open(index, "1");

    public override void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block) => ChainEmitter.Emit(code, plan, names, block);

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => ChainEmitter.New(names, block);
}
