using System.Linq;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>The values of a decision: those that each has, and the members of the form.</summary>
internal static class ApprovalValues
{
    /// <summary>The values that each decision has.</summary>
    public static IReadOnlyList<OutputValue> Own { get; } =
    [
        new("approval_result", "Result", CodecKind.Text, "string", "string", IsOptional: false) { Texts = ["approved", "rejected"] },
        new("approval_comment", "Comment", CodecKind.Text, "string", "string", IsOptional: true),
        new("decided_by", "DecidedBy", CodecKind.Text, "string", "string", IsOptional: false),
        new("decided_at", "DecidedAt", CodecKind.Instant, "global::System.DateTimeOffset", "DateTimeOffset", IsOptional: false),
    ];

    /// <summary>All values of a decision with a form. A member of the form is not there where it was rejected.</summary>
    /// <param name="form">The record; null without a form.</param>
    public static IReadOnlyList<OutputValue> Of(RecordModel? form) =>
        form is null ? Own : [.. Own, .. form.Members.Select(static member => member.Role == MemberRole.Approved ? OutputValue.Of(member) with { Code = "IsApproved" } : InForm(member))];

    /// <summary>The column that says whether it was approved; null where the form has none.</summary>
    public static string? ApprovedColumn(RecordModel? form) => form?.Members.FirstOrDefault(static member => member.Role == MemberRole.Approved)?.Column;

    private static OutputValue InForm(RecordMember member)
    {
        var value = OutputValue.Of(member);
        return value with { Code = "Form?." + value.Code, IsConditional = true };
    }
}
