using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>The approvals that were asked for.</summary>
internal sealed class ApprovalHistory(string pipeline)
{
    private readonly SortedDictionary<long, (ApprovalOpened Opened, ApprovalInfo Info)> _approvals = [];

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<ApprovalInfo> All => [.. _approvals.Values.Select(static approval => approval.Info)];

    public void Apply(ApprovalChange change)
    {
        if (change is ApprovalOpened asked)
        {
            _approvals[asked.Approval] = (asked, Open(asked));
            return;
        }

        var (opened, info) = _approvals[change.Approval];
        _approvals[change.Approval] = (opened, change switch
        {
            ApprovalVoted vote => info with { Votes = [.. info.Votes, new ApprovalVote(vote.Who, vote.Approves, NullIfEmpty(vote.Comment), vote.At, NullIfEmpty(vote.By))] },
            ApprovalReminded reminded => info with { Reminders = reminded.Count },
            ApprovalEscalated => info with { EscalatedAt = change.At, Approvers = [.. opened.Approvers.Union(opened.EscalateTo, StringComparer.OrdinalIgnoreCase)] },
            ApprovalClosed closed => info with
            {
                Status = closed.Status,
                EndedAt = closed.At,
                DecidedBy = NullIfEmpty(closed.By),
                Comment = NullIfEmpty(closed.Comment),
                Form = NullIfEmpty(closed.Form),
            },
            _ => info,
        });
    }

    private ApprovalInfo Open(ApprovalOpened asked) => new()
    {
        Pipeline = pipeline,
        Run = asked.Run,
        Node = asked.Node,
        Number = asked.Number,
        Title = asked.Title,
        Text = NullIfEmpty(asked.Text),
        Approvers = asked.Approvers,
        Quorum = asked.Quorum,
        Status = ApprovalStatus.Open,
        OpenedAt = asked.At,
        Deadline = asked.Deadline,
        FormSchema = NullIfEmpty(asked.Form),
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
