namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

/// <summary>An approval with a form, a quorum, reminders and an escalation.</summary>
[Pipeline("rollouts"), ExternalEvent("model.trained")]
public sealed partial class Rollouts
{
    /// <summary>What was rolled out.</summary>
    public List<string> Done { get; } = [];

    [Approval(
        Title = "Roll out {{ event.version }}",
        Approvers = ["ml@example.com", "risk@example.com"],
        Quorum = 2,
        Timeout = "4h",
        OnTimeout = ApprovalTimeout.Approve,
        RemindEvery = "1h",
        EscalateAfter = "2h",
        EscalateTo = ["lead@example.com"],
        Channel = "mail")]
    [StartWhen("event:model.trained")]
    public partial Approval<Rollout> Review { get; }

    [Task, StartWhen("event:review.completed && {{ review.is_approved }}")]
    public Task Deploy([From(nameof(Review))] Rollout? form)
    {
        Done.Add(form is { } given ? $"{given.Region} {given.Share} {given.IsApproved}" : "no form");
        return Task.CompletedTask;
    }
}
