namespace Dataflow.Pipelines;

/// <summary>
/// A node of a run that waits for the decision of people:
/// <c>[Approval(Title = "Deploy the model", Approvers = ["ml@example.com"], Timeout = "2h")] public partial Approval Review { get; }</c>. It completes when enough of them have approved,
/// when one has rejected, and when its time is over; triggers and templates read <c>review.approval_result</c> (<c>'approved'</c> or <c>'rejected'</c>), <c>approval_comment</c>,
/// <c>decided_by</c> and <c>decided_at</c>. With <see cref="Approval{T}"/> the record is a form that whoever approves fills in; its members are read in the same way and are missing
/// where it was rejected, except one with <see cref="ApprovedAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ApprovalAttribute : Attribute
{
    /// <summary>What is asked, in a few words; it may be a template.</summary>
    public string? Title { get; init; }

    /// <summary>What is needed to decide; it may be a template.</summary>
    public string? Description { get; init; }

    /// <summary>The people who may decide, by the names or addresses with which they answer; each may be a template.</summary>
    public string[] Approvers { get; init; } = [];

    /// <summary>The number of people who must approve; 1 where it is missing. One rejection rejects.</summary>
    public int Quorum { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the time to decide; no limit where it is missing.</summary>
    public string? Timeout { get; init; }

    /// <summary>The decision where nobody has decided in time.</summary>
    public ApprovalTimeout OnTimeout { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the time between two reminders; none are sent where it is missing.</summary>
    public string? RemindEvery { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the time after which others are asked too.</summary>
    public string? EscalateAfter { get; init; }

    /// <summary>The people who are asked too after <see cref="EscalateAfter"/>, and may decide from then on; each may be a template.</summary>
    public string[] EscalateTo { get; init; } = [];

    /// <summary>Name of the channel by which they are asked, one of those added to the host; <c>log</c> where it is missing.</summary>
    public string? Channel { get; init; }
}
