using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Approvals;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Opens approvals, reminds and escalates, and ends them (7-triggers, rules 5 and 7). An approval has no attempt outside of the logic: it begins at once, and ends as completed in
/// the change that decides it. It fails only where it cannot be asked.
/// </summary>
internal sealed class Approvals(Decision decision, Dispatcher dispatcher, Reports reports, ApprovalNotices notices)
{
    private const string Log = "log";

    /// <summary>When <see cref="Advance"/> has something to do; null: never by the passing of time.</summary>
    public DateTimeOffset? NextDue =>
        decision.State.Waiting.Count == 0 ? null : decision.State.Waiting.Values.Min(static execution => NextOf(execution.Approval!));

    /// <summary>Opens those that the dispatcher has initialized.</summary>
    public void Open()
    {
        while (dispatcher.Opening.TryDequeue(out var execution))
        {
            Open(execution);
        }
    }

    /// <summary>Ends what has reached its deadline; sends reminders and escalates. What was missed is done once.</summary>
    public void Advance()
    {
        if (decision.State.Waiting.Count == 0)
        {
            return;
        }

        foreach (var execution in decision.State.Waiting.Values.ToList())
        {
            var (run, node, number) = execution.Key;
            var approval = execution.Approval!;
            if (approval.Opened.Deadline <= decision.Now)
            {
                End(execution, approval.Opened.OnTimeout == ApprovalTimeout.Approve ? ApprovalStatus.Approved : ApprovalStatus.Rejected, ApprovalOutput.Timeout, "", "");
                continue;
            }

            if (approval.RemindDue <= decision.Now)
            {
                decision.Emit(new ApprovalReminded(run, node, number, approval.Opened.Approval, approval.Reminders + 1));
                notices.Remind(execution);
            }

            if (approval.EscalateDue <= decision.Now)
            {
                decision.Emit(new ApprovalEscalated(run, node, number, approval.Opened.Approval));
                notices.Escalate(execution);
            }
        }
    }

    /// <summary>Ends an approval: its execution has completed, also where it was rejected.</summary>
    /// <param name="execution">Its execution.</param>
    /// <param name="status">Approved or rejected.</param>
    /// <param name="by">Who has decided.</param>
    /// <param name="comment">Why; may be empty.</param>
    /// <param name="form">The form of the decision; empty without one.</param>
    public void End(Execution execution, ApprovalStatus status, string by, string comment, string form)
    {
        var (run, node, number) = execution.Key;
        var result = status == ApprovalStatus.Approved ? ApprovalResult.Approved : ApprovalResult.Rejected;
        decision.Emit(new ApprovalClosed(run, node, number, execution.Approval!.Opened.Approval, status, by, comment, form));
        decision.Emit(new ExecutionCompleted(run, node, number, ApprovalJson.Write(
            new ApprovalOutput(result, comment.Length == 0 ? null : comment, by, decision.Now, form.Length == 0 ? null : form))));
    }

    private void Open(Execution execution)
    {
        var (run, node, number) = execution.Key;
        ApprovalOpened opened;
        try
        {
            opened = Ask(execution, decision.Graph.Nodes[execution.Node]);
        }
        catch (ApprovalProblem problem)
        {
            reports.Failed(execution, execution.Attempts, problem.Message, "");
            return;
        }
        catch (Exception fault)
        {
            // A template of the class.
            reports.Failed(execution, execution.Attempts, fault.Message, fault.ToString());
            return;
        }

        Supersede(execution);
        decision.Emit(opened with { Approval = decision.State.NextOrder });
        decision.Emit(new ExecutionRunning(run, node, number, execution.Attempts));
        notices.Open(execution);
    }

    private ApprovalOpened Ask(Execution execution, ControlNode node)
    {
        var (run, id, number) = execution.Key;
        var settings = node.Approval ?? throw new ApprovalProblem("it cannot be asked: the class does not say what it asks");
        var scope = decision.ScopeOf(execution.Run, execution.Node);
        var approvers = People(settings.Approvers(scope));
        if (approvers.Count == 0)
        {
            throw new ApprovalProblem("it cannot be asked: in this run it has no approver, all entries of Approvers are empty");
        }

        if (settings.Quorum > approvers.Count)
        {
            throw new ApprovalProblem($"it cannot be asked: {settings.Quorum} approvals are needed (Quorum), and it has {approvers.Count} approvers: {string.Join(", ", approvers)}");
        }

        var others = settings is { EscalateAfter: not null, EscalateTo: { } escalateTo } ? People(escalateTo(scope)) : [];
        if (others.Count == 0 && settings is { EscalateAfter: not null, EscalateTo: not null })
        {
            throw new ApprovalProblem("it cannot be asked: in this run it is escalated to nobody, all entries of EscalateTo are empty");
        }

        return new ApprovalOpened(
            run, id, number, 0, settings.Title(scope), settings.Description?.Invoke(scope) ?? "", approvers, Math.Max(1, settings.Quorum), decision.Now + node.Timeout, settings.OnTimeout,
            settings.RemindEvery > TimeSpan.Zero ? settings.RemindEvery : null, others.Count == 0 ? null : decision.Now + settings.EscalateAfter, others, settings.Channel ?? Log, settings.Form?.Describe() ?? "");
    }

    // The newest run has the newest facts: nobody should decide about older ones afterwards.
    private void Supersede(Execution newer)
    {
        foreach (var execution in decision.State.Waiting.Values.Where(older => older.Node == newer.Node && IsBefore(older.Run, newer.Run)).ToList())
        {
            End(execution, ApprovalStatus.Rejected, ApprovalOutput.Superseded, ApprovalOutput.Superseded, "");
        }
    }

    private static bool IsBefore(Run left, Run right) =>
        left.LogicalTime != right.LogicalTime ? left.LogicalTime < right.LogicalTime : left.Order < right.Order;

    private static List<string> People(IReadOnlyList<string> entries) =>
        [.. entries.Select(static entry => entry?.Trim() ?? "").Where(static entry => entry.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static DateTimeOffset? NextOf(PendingApproval approval) => Earlier(Earlier(approval.Opened.Deadline, approval.RemindDue), approval.EscalateDue);

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;

    private sealed class ApprovalProblem(string message) : Exception(message);
}
