namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Approvals as users declare them, with a form and without one, and nodes that take their values.</summary>
[Pipeline("model_release")]
public sealed partial class ModelRelease(Log log)
{
    [Input("Who answers for the model")] public string Team { get; init; } = "ml@example.com";

    [Task, StartWhen("event:pipeline.started")]
    public Task<Evaluated> Evaluate() => Task.FromResult(new Evaluated("7", 0.81));

    [Approval(
        Title = "Deploy {{ evaluate.version }}",
        Description = "The error of version {{ evaluate.version }} is {{ evaluate.error }}.\nIs it \"good\"?",
        Approvers = ["{{ pipeline.input.team }}", "risk@example.com"],
        Quorum = 2,
        Timeout = "2h",
        OnTimeout = ApprovalTimeout.Approve,
        RemindEvery = "30m",
        EscalateAfter = "1h",
        EscalateTo = ["lead@example.com"],
        Channel = "mail")]
    [StartWhen("event:evaluate.completed")]
    public partial Approval<Deployment> Review { get; }

    [Task, StartWhen("event:review.completed && {{ review.is_approved }}")]
    public Task Deploy([From(nameof(Review))] Deployment form, [Value("{{ review.decided_by }}")] string by, [Value("{{ review.share }}")] double? share) =>
        log.Note(FormattableString.Invariant($"deploy {form.Version} to {share} approved {form.IsApproved} by {by}"));

    [Task, StartWhen("event:review.completed && {{ review.approval_result == 'rejected' }}")]
    public Task Withdraw([From(nameof(Review))] Deployment? form, [Value("{{ review.approval_comment }}")] string? comment) =>
        log.Note($"withdraw {form?.Version ?? "all"}: {comment ?? "no comment"}");

    [Approval(Title = "Announce it", Approvers = ["press@example.com"]), StartWhen("event:deploy.completed")]
    public partial Approval Announce { get; }

    [Task, StartWhen("event:announce.completed")]
    public Task Send([Value("{{ announce.approval_result }} at {{ announce.decided_at }}: {{ announce.approval_comment }}")] string text) => log.Note(text);
}
