using System.Globalization;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>Writes what an approval asks, and whom.</summary>
internal static class ApprovalEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index)
    {
        var node = graph.Node(index);
        var approval = (ApprovalModel)node.Part!;
        var texts = new ApprovalCode(graph, index, approval, new PathCompiler(names));
        using var body = code.Block("public static flow::CodeGeneration.ApprovalSettings " + PipelineNames.Member(node.Name) + " { get; } = new()", "};");
        EmitText(code, names, "Title", texts.Title);
        if (texts.Description is { } description)
        {
            EmitText(code, names, "Description", description);
        }

        EmitText(code, names, "Approvers", List(texts.Approvers));
        if (approval.Quorum is { } quorum)
        {
            code.Line("Quorum = " + quorum.ToString(CultureInfo.InvariantCulture) + ",");
        }

        if (approval.OnTimeout != "Reject")
        {
            code.Line("OnTimeout = flow::ApprovalTimeout." + approval.OnTimeout + ",");
        }

        if (approval.RemindEvery is { } interval)
        {
            code.Line("RemindEvery = " + DurationCode.OfConstant(interval) + ",");
        }

        if (approval.EscalateAfter is { } delay)
        {
            code.Line("EscalateAfter = " + DurationCode.OfConstant(delay) + ",");
            EmitText(code, names, "EscalateTo", List(texts.EscalateTo));
        }

        if (approval.Channel is { } channel)
        {
            code.Line("Channel = " + Literals.Text(channel) + ",");
        }

        if (node.Output is { } form)
        {
            code.Line("Form = flow::CodeGeneration.ApprovalForm.Of<" + names.Of(form) + ">(" + Approved(graph.Pipeline.FindRecord(form)) + "),");
        }
    }

    /// <summary>The column of a form that says whether it was approved, as a C# expression.</summary>
    public static string Approved(RecordModel? form) => ApprovalValues.ApprovedColumn(form) is { } column ? Literals.Text(column) : "null";

    private static string List(IReadOnlyList<string> texts) => "[" + string.Join(", ", texts) + "]";

    private static void EmitText(SourceBuilder code, PipelineNames names, string name, string value)
    {
        if (!ScopeCode.IsUsed(value))
        {
            code.Line(name + " = static at => " + value + ",");
            return;
        }

        using (code.Block(name + " = static at =>", "},"))
        {
            ScopeCode.Emit(code, names, value);
            code.Line("return " + value + ";");
        }
    }
}
