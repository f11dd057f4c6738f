using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Deduplication;

/// <summary><c>[Deduplicate]</c>: the first record of each key within a duration.</summary>
internal sealed class DeduplicateFeature : NodeFeature
{
    public override string Attribute => "Deduplicate";

    public override string Word => "de-duplication";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override IReadOnlyList<string> Companions => ["KeyBy", "Buffer"];

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => new DeduplicateModel(reader.Text("Within"));

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        if (node.Keys is null or { Count: 0 })
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "a [KeyBy(nameof(...))] that specifies which records are the same");
        }

        if (Within(node) is { IsMissing: true } missing)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, missing.Anchor, node.Name, "Within, the duration in which one record of a key passes, as in Within = \"5m\"");
        }
    }

    public override bool NeedsEventTime(NodeModel node) => true;

    public override void Place(PipelinePlan plan, int index) => plan.OpenKeyed(index);

    public override bool NeedsPositions(PipelinePlan plan, BlockPlan block) => plan.NeedsPositions(block.Nodes[0]);

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) =>
        "new flow::CodeGeneration.DeduplicateBlock<" + names.Of(block.First.Output!) + ">(lane, " + DurationCode.Of(plan.Graph.Pipeline, block.First, Within(block.First)) + ")";

    private static TextModel Within(NodeModel node) => ((DeduplicateModel)node.Part!).Within;
}
