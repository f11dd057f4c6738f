using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>Somebody can decide an approval in its time, and its form can be filled in.</summary>
internal static class ApprovalRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index, ApprovalModel approval)
    {
        var node = graph.Node(index);
        if (approval.Title is null)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "Title, what is asked, as in Title = \"Deploy the model\"");
        }

        foreach (var fault in CheckPeople(node, approval).Concat(CheckTimes(node, approval)).Concat(CheckForm(graph.Pipeline, node)))
        {
            yield return fault;
        }

        foreach (var fault in new ApprovalCode(graph, index, approval, new PathCompiler(new PipelineNames(graph.Pipeline))).Faults)
        {
            yield return fault;
        }
    }

    private static IEnumerable<DiagnosticModel> CheckPeople(NodeModel node, ApprovalModel approval)
    {
        if (approval.Approvers.Count == 0)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "Approvers, who may decide, as in Approvers = [\"ml@example.com\"]");
        }

        var people = approval.Approvers.Concat(approval.EscalateTo).ToList();
        foreach (var person in people.Where(static person => string.IsNullOrWhiteSpace(person.Text)))
        {
            yield return DiagnosticModel.Of(ApprovalDescriptors.BadApproval, person.Anchor, node.Name, "the name of an approver is empty");
        }

        // Those it is escalated to are asked later: the approvers alone can decide.
        if (approval.Quorum is { } quorum && (quorum < 1 || (quorum > approval.Approvers.Count && approval.Approvers.Count > 0)))
        {
            yield return DiagnosticModel.Of(
                Descriptors.OutOfRange,
                Anchor.OfArgument(node.Member, "Approval", "Quorum"),
                "Quorum",
                node.Name,
                "from 1 to " + approval.Approvers.Count.ToString(CultureInfo.InvariantCulture) + ", the number of its approvers",
                quorum.ToString(CultureInfo.InvariantCulture));
        }

        // Two templates may give one person; a text that is written twice does.
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in people.Where(person => !string.IsNullOrWhiteSpace(person.Text) && !known.Add(person.Text.Trim())))
        {
            yield return DiagnosticModel.Of(ApprovalDescriptors.BadApproval, person.Anchor, node.Name, "'" + person.Text.Trim() + "' is named twice, and has one vote");
        }

        if (approval.EscalateAfter is null != (approval.EscalateTo.Count == 0))
        {
            yield return DiagnosticModel.Of(
                Descriptors.MissingPart,
                node.Attribute,
                node.Name,
                approval.EscalateAfter is null ? "EscalateAfter, when EscalateTo is asked too, as in EscalateAfter = \"1h\"" : "EscalateTo, who is asked after EscalateAfter, as in EscalateTo = [\"lead@example.com\"]");
        }
    }

    private static IEnumerable<DiagnosticModel> CheckTimes(NodeModel node, ApprovalModel approval)
    {
        if (approval.RunSettings.Timeout is not { } timeout)
        {
            if (approval.OnTimeout != "Reject")
            {
                yield return DiagnosticModel.Of(
                    Descriptors.MissingPart, node.Attribute, node.Name, "Timeout, after which OnTimeout decides, as in Timeout = \"2h\"");
            }

            yield break;
        }

        foreach (var (name, text) in new[] { ("RemindEvery", approval.RemindEvery), ("EscalateAfter", approval.EscalateAfter) })
        {
            if (text is not null && Ticks(text) is var ticks and > 0 && Ticks(timeout) is var limit and > 0 && ticks >= limit)
            {
                yield return DiagnosticModel.Of(
                    ApprovalDescriptors.BadApproval, text.Anchor, node.Name, name + " is " + text.Text.Trim() + ", and it is decided after its Timeout of " + timeout.Text.Trim() + "; make it shorter");
            }
        }
    }

    private static long Ticks(TextModel text) => DurationText.Parse(text.Text) is { Fault: null, Input: null } duration ? duration.Ticks : 0;

    private static IEnumerable<DiagnosticModel> CheckForm(PipelineModel pipeline, NodeModel node)
    {
        var members = pipeline.FindRecord(node.Output)?.Members ?? EquatableArray<RecordMember>.Empty;
        foreach (var member in members)
        {
            if (Problem(member, members) is { } problem)
            {
                yield return DiagnosticModel.Of(ApprovalDescriptors.BadForm, Anchor.OfMemberType(node.Member), node.Name, member.Name, problem);
            }
        }
    }

    private static string? Problem(RecordMember member, EquatableArray<RecordMember> members) =>
        member.Role switch
        {
            MemberRole.Approved when member.Codec != CodecKind.Boolean || member.IsNullable => "[Approved] belongs on a bool, and it is of type '" + member.TypeDisplay + "'",
            MemberRole.Approved when members.Any(other => other.Role == MemberRole.Approved && other.Index < member.Index) => "[Approved] stands twice",
            MemberRole.RowCount or MemberRole.ResultTable or MemberRole.ResultFile => "[" + member.Role + "] is for the output of a statement",
            _ when member.JsonName != member.Column => "a form is filled in by the names of its members; take its [JsonPath] away",
            _ when ApprovalValues.Own.Any(value => value.Column == member.Column) => "each decision has a value '" + member.Column + "'; give it another name",
            _ => null,
        };
}
