using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary><c>[Operator, AsyncIO]</c>: a user method that is awaited; a separate block, with many calls in flight.</summary>
internal sealed class AsyncFeature : OperatorFeature
{
    /// <summary>The attribute that makes an operator async.</summary>
    public const string Companion = "AsyncIO";

    public override bool IsInLoop => false;

    public override IReadOnlyList<string> TypeSuffixes => [];

    public override void Place(PipelinePlan plan, int index) => plan.Open(index, plan.BlockOf(plan.Graph.Upstreams(index)[0]).Lanes);

    public override IEnumerable<TypeModel> Waiting(PipelineGraph graph, NodeModel node) => [EdgeTypeRule.InputOf(graph, node)!];

    public override int OutputOf(NodeModel node, NodeModel stream) => stream.Feature.Port == PortKind.Rejects ? 1 : 0;

    public override void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block) => AsyncEmitter.Emit(code, plan.Graph, names, block);
}
