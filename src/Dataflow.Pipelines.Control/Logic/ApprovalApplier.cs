using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The part of <see cref="ChangeApplier"/> for approvals.</summary>
internal sealed class ApprovalApplier(ControlState state)
{
    public void Apply(Execution execution, ApprovalChange change)
    {
        if (change is ApprovalOpened opened)
        {
            state.NextOrder = Math.Max(state.NextOrder, opened.Approval + 1);
            execution.Approval = new PendingApproval(opened);
            state.Waiting[execution.Order] = execution;
            return;
        }

        if (execution.Approval is not { } approval)
        {
            return;
        }

        switch (change)
        {
            case ApprovalVoted voted:
                execution.Approval = approval with { Votes = [.. approval.Votes, voted] };
                break;
            case ApprovalReminded reminded:
                execution.Approval = approval with { Reminders = reminded.Count, RemindedAt = reminded.At };
                break;
            case ApprovalEscalated:
                execution.Approval = approval with { EscalatedAt = change.At };
                break;
            case ApprovalClosed closed:
                execution.Approval = approval with { Closed = closed };
                state.Waiting.Remove(execution.Order);
                break;
        }
    }
}
