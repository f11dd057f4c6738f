using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The part of <see cref="RunProjection"/> for approvals.</summary>
internal sealed class ApprovalProjection(long job)
{
    /// <summary>Adds the statements of a change.</summary>
    public void Add(ApprovalChange change, List<Statement> statements)
    {
        switch (change)
        {
            case ApprovalOpened opened:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_approval (job_id, approval_number, run_id, node, number, title, text, approvers, quorum, status, channel, opened_at, deadline, escalate_at, escalate_to, form_schema)
                    VALUES (@job, @approval, @run, @node, @number, @title, @text, @approvers, @quorum, 'OPEN', @channel, @at, @deadline, @escalate_at, @escalate_to, @form)
                    """,
                    ("job", job), ("approval", opened.Approval), ("run", opened.Run), ("node", opened.Node), ("number", opened.Number), ("title", opened.Title), ("text", Text(opened.Text)),
                    ("approvers", NamesJson.Write(opened.Approvers)), ("quorum", opened.Quorum), ("channel", opened.Channel), ("at", opened.At), ("deadline", opened.Deadline),
                    ("escalate_at", opened.EscalateAt), ("escalate_to", opened.EscalateTo.Count == 0 ? null : NamesJson.Write(opened.EscalateTo)), ("form", Text(opened.Form))));
                break;
            case ApprovalVoted voted:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_approval_vote (job_id, approval_number, who, is_approval, comment, form, sent_by, voted_at)
                    VALUES (@job, @approval, @who, @approves, @comment, @form, @by, @at)
                    """,
                    ("job", job), ("approval", voted.Approval), ("who", voted.Who), ("approves", voted.Approves), ("comment", Text(voted.Comment)), ("form", Text(voted.Form)),
                    ("by", Text(voted.By)), ("at", voted.At)));
                statements.Add(new(
                    "INSERT INTO pipeline_audit (job_id, run_id, node, action, who, why, create_time) VALUES (@job, @run, @node, @action, @who, @why, @at)",
                    ("job", job), ("run", voted.Run), ("node", voted.Node), ("action", voted.Approves ? "APPROVE" : "REJECT"),
                    ("who", voted.By.Length == 0 ? voted.Who : $"{voted.Who} (sent by {voted.By})"), ("why", voted.Comment), ("at", voted.At)));
                break;
            case ApprovalReminded reminded:
                statements.Add(Of(change, "reminders = @count", ("count", reminded.Count)));
                break;
            case ApprovalEscalated:
                statements.Add(Of(change, "escalated_at = @at", ("at", change.At)));
                break;
            case ApprovalClosed closed:
                statements.Add(Of(
                    change, "status = @status, ended_at = @at, decided_by = @by, comment = @comment, form = @form",
                    ("status", closed.Status.ToString().ToUpperInvariant()), ("at", closed.At), ("by", Text(closed.By)), ("comment", Text(closed.Comment)), ("form", Text(closed.Form))));
                break;
        }
    }

    private Statement Of(ApprovalChange change, string set, params (string Name, object? Value)[] values) =>
        new("UPDATE pipeline_approval SET " + set + " WHERE job_id = @job AND approval_number = @approval", [.. values, ("job", job), ("approval", change.Approval)]);

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
