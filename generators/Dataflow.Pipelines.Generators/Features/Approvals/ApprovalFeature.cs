using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary><c>[Approval]</c>: a decision of people that a run waits for.</summary>
internal sealed class ApprovalFeature : RunFeature
{
    public override string Attribute => "Approval";

    public override MemberShape Shape => MemberShape.PartialProperty;

    public override string PropertyType => Vocabulary.Approval;

    public override bool MayHaveNoOutput => true;

    public override string ControlKind => "Approval";

    public override IReadOnlyList<DiagnosticDescriptor> Diagnostics => ApprovalDescriptors.All;

    public override NodePart? Parse(ISymbol symbol, int member, AttributeReader reader) => new ApprovalModel(
        reader.TryText("Title"),
        reader.TryText("Description"),
        reader.Texts("Approvers").ToEquatableArray(),
        reader.TryNumber("Quorum"),
        reader.Choice("OnTimeout", "Reject"),
        reader.TryText("RemindEvery"),
        reader.TryText("EscalateAfter"),
        reader.Texts("EscalateTo").ToEquatableArray(),
        reader.TryText("Channel")?.Text,
        RunSettings.Parse(symbol, member, reader));

    public override IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index) =>
        graph.Node(index).Part is ApprovalModel approval ? ApprovalRule.Check(graph, index, approval) : [];

    public override bool HasOutput(NodeModel node) => true;

    public override IReadOnlyList<OutputValue> Values(PipelineModel pipeline, NodeModel node) => ApprovalValues.Of(pipeline.FindRecord(node.Output));

    public override DiagnosticModel? CheckConditional(PipelineGraph graph, int node, int producer, Anchor place, string what, string otherFix) =>
        ApprovedBefore.Check(graph, node, producer, place, what, otherFix);

    public override string Owner(NodeModel node) => node.Name;

    public override string OutputType(PipelineNames names, NodeModel node) => "flow::CodeGeneration.ApprovalOutcome" + (node.Output is { } form ? "<" + names.Of(form) + ">" : "");

    public override string ReadOutput(PipelineModel pipeline, PipelineNames names, NodeModel node) =>
        OutputType(names, node) + ".Read(json" + (node.Output is { } form ? ", " + ApprovalEmitter.Approved(pipeline.FindRecord(form)) : "") + ")";

    public override string ReadRecord(string field) => field + "?.Form";

    public override IEnumerable<string> Settings(NodeModel node) => ((ApprovalModel)node.Part!).RunSettings.Code();

    public override void EmitCall(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index) => ApprovalEmitter.Emit(code, graph, names, index);
}
