using System.Globalization;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sampling;

/// <summary><c>[Sample]</c>: the first of every N records of a key.</summary>
internal sealed class SampleFeature : NodeFeature
{
    public override string Attribute => "Sample";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override IReadOnlyList<string> Companions => ["KeyBy", "Buffer"];

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => new SampleModel(reader.TryNumber("Every"));

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        if (EveryOf(node) is not { } every)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "Every, one of how many records passes, as in Every = 100");
        }
        else if (every < 1)
        {
            yield return DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, Attribute, "Every"), "Every", node.Name, "at least 1 record", Number(every));
        }
    }

    public override void Place(PipelinePlan plan, int index) => plan.OpenKeyed(index);

    // It passes input records on unchanged.
    public override bool NeedsPositions(PipelinePlan plan, BlockPlan block) => plan.NeedsPositions(block.Nodes[0]);

    public override string New(PipelinePlan plan, PipelineNames names, BlockPlan block) =>
        "new flow::CodeGeneration.SampleBlock<" + names.Of(block.First.Output!) + ">(lane, every: " + Number(EveryOf(block.First)!.Value) + ", isKeyed: " + (block.First.IsKeyed ? "true" : "false") + ")";

    private static int? EveryOf(NodeModel node) => ((SampleModel)node.Part!).Every;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <param name="Every">One of this many records passes; null where it is not stated.</param>
    private sealed record SampleModel(int? Every) : NodePart
    {
        public override IEnumerable<string> Settings => ["every " + Number(Every ?? 0)];
    }
}
