using System.Linq;
using Dataflow.Pipelines.Generators.Chains;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Async;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Features.Outputs;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Dataflow.Pipelines.Syntax;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary><c>[Operator]</c>: a user method that is called for each record, in a generated loop.</summary>
internal class OperatorFeature : NodeFeature
{
    /// <summary>Suffix of the codec of the state.</summary>
    public const string State = "State";

    private static readonly AsyncFeature Async = new();

    public override string Attribute => "Operator";

    public override MemberShape Shape => MemberShape.Method;

    public override IReadOnlyList<string> Companions => ["KeyBy", "StateTtl", "Buffer", AsyncFeature.Companion];

    public override bool IsInLoop => true;

    public override IReadOnlyList<string> TypeSuffixes => [State];

    public override NodeFeature With(EquatableArray<string> attributes) => attributes.Contains(AsyncFeature.Companion) ? Async : this;

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => [.. KeyedDescriptors.All, .. AsyncDescriptors.All];

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader)
    {
        if (symbol is not IMethodSymbol method)
        {
            return null;
        }

        var signature = OperatorParser.Parse(method, member, reader.Choice("OnError", "Fail"), reader.TryNumber("RejectAfter"));
        return signature with { Keyed = KeyedParser.Parse(method, member, signature), Async = AsyncParser.Parse(symbol, member) };
    }

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        return node.Part is not OperatorModel signature ? []
            : SignatureRule.CheckRecords(node, signature)
                .Concat(RejectAfterRule.Check(node, signature))
                .Concat(CheckInputs(graph, index, signature))
                .Concat(SideRule.Check(graph, index, signature))
                .Concat(signature.IsAwaited ? AsyncRule.Check(node, signature) : SignatureRule.Check(node, signature))
                .Concat(signature.Async is null ? KeyedRule.Check(graph, node, signature.Keyed) : []);
    }

    public override bool CanReject(NodeModel node) => node.Part is OperatorModel { CanReject: true };

    public override string? Refuse(PipelineGraph graph, NodeModel node, NodeModel taker)
    {
        if (taker.Feature.Port != PortKind.Side || node.Part is not OperatorModel signature)
        {
            return base.Refuse(graph, node, taker);
        }

        var nearest = NearestName.Find(taker.Name, signature.Sides.Select(side => ReferenceRule.Pascal(side.Name)));
        return SideOf(signature, taker) is null ? base.Refuse(graph, node, taker) + NearestName.Ask(nearest) : null;
    }

    // An operator that is wrongly declared as a property has no signature.
    public override TypeModel? Taken(NodeModel node) => (node.Part as OperatorModel)?.Input;

    public override TypeModel? Given(PipelineGraph graph, NodeModel node, NodeModel taker) =>
        taker.Feature.Port == PortKind.Side && node.Part is OperatorModel signature ? SideOf(signature, taker)?.Type : base.Given(graph, node, taker);

    public override void Place(PipelinePlan plan, int index) => plan.PlaceInLoop(index);

    public override bool NeedsPositions(PipelinePlan plan, BlockPlan block) =>
        block.Nodes.Select(plan.Graph.Node).Any(static node => node.Feature.CanReject(node)) || plan.OutputsNeedPositions(block);

    public override string DescribedAs(NodeModel node) =>
        ((OperatorModel)node.Part!).Shape switch { OperatorShape.RejectMap => "MapOrReject", var shape => shape.ToString()! };

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) => ChainEmitter.New(names, block);

    public override void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan block)
    {
        ChainEmitter.Emit(code, plan, names, block);
        base.Emit(code, plan, names, block);
        if (block.First.Part is OperatorModel { Keyed.State: { } state })
        {
            StateCodecEmitter.Emit(code, plan.Graph, names, block.First, state);
        }
    }

    private static IEnumerable<DiagnosticModel> CheckInputs(PipelineGraph graph, int index, OperatorModel signature) =>
        signature.Parameters.Select((parameter, i) => parameter.Input is { } input ? RunInputRule.Check(graph, index, input, i) : null).OfType<DiagnosticModel>();

    private static OperatorParameter? SideOf(OperatorModel signature, NodeModel stream) => signature.Sides.FirstOrDefault(side => ReferenceRule.Matches(stream.Name, side.Name));
}
