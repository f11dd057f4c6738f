using System.Text;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The decisions of people about approvals.</summary>
internal sealed class ApprovalCommands(Decision decision, Approvals approvals, RunLookup lookup)
{
    /// <summary>A person approves or rejects. One rejection rejects; as many approvals as are needed approve.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="node">Id of the approval.</param>
    /// <param name="number">Number of its execution; null: the one that waits.</param>
    /// <param name="vote">The vote.</param>
    /// <returns><c>approved</c>, <c>rejected</c>, or how many approvals there are.</returns>
    public string Decide(string run, string node, int? number, Vote vote)
    {
        var (found, index) = (lookup.FindRun(run), lookup.FindApproval(node));
        var execution = found.ActiveOf(index).FirstOrDefault(static execution => execution.Approval is { Closed: null });
        if (number is { } asked && found.Newest(index) is { } newest && asked != (execution ?? newest).Key.Number)
        {
            throw new CommandException($"'{node}' of run '{run}' was asked again since: decide about the newer request.");
        }

        if (execution?.Approval is not { } approval)
        {
            throw new CommandException(found.Newest(index)?.Approval?.Closed is { } closed ? ApprovalText.Past(closed)
                : $"'{node}' of run '{run}' does not wait for a decision: it is {RunLookup.Describe(found, index)}.");
        }

        var who = Check(approval, vote.Who);
        var form = CheckForm(execution, vote);
        decision.Emit(new ApprovalVoted(run, node, execution.Key.Number, approval.Opened.Approval, who, vote.Approves, vote.Comment, form, vote.By));
        if (!vote.Approves)
        {
            approvals.End(execution, ApprovalStatus.Rejected, who, vote.Comment, "");
            return ApprovalText.Of(ApprovalStatus.Rejected);
        }

        // Nothing but approvals: the first rejection would have ended it.
        var (count, quorum) = (execution.Approval.Votes.Count, approval.Opened.Quorum);
        if (count < quorum)
        {
            return $"{count} of {quorum} approvals";
        }

        approvals.End(execution, ApprovalStatus.Approved, who, vote.Comment, form);
        return ApprovalText.Of(ApprovalStatus.Approved);
    }

    // The person as the class names them.
    private static string Check(PendingApproval approval, string who)
    {
        var (opened, deciders) = (approval.Opened, approval.Deciders.ToList());
        var named = deciders.Find(person => person.Equals(who, StringComparison.OrdinalIgnoreCase));
        if (named is null)
        {
            var later = approval.EscalateDue is { } due && opened.EscalateTo.Contains(who, StringComparer.OrdinalIgnoreCase)
                ? $"it is escalated to them at {ApprovalText.At(due)}" : $"its approvers are {string.Join(", ", deciders)}";
            throw new CommandException($"'{who}' may not decide '{opened.Node}' of run '{opened.Run}': {later}.");
        }

        return approval.VoteOf(named) is { } vote
            ? throw new CommandException($"'{named}' has {(vote.Approves ? "approved" : "rejected")} '{opened.Node}' of run '{opened.Run}' already, at {ApprovalText.At(vote.At)}; a vote is not replaced.")
            : named;
    }

    // Checked by the class of today: its record is what the output is read as.
    private string CheckForm(Execution execution, Vote vote)
    {
        var (run, node, _) = execution.Key;
        if (decision.Graph.Nodes[execution.Node].Approval?.Form is not { } form)
        {
            return vote.Form.Length == 0 ? "" : throw new CommandException($"'{node}' of run '{run}' has no form: leave the form out.");
        }

        if (!vote.Approves)
        {
            return vote.Form.Length == 0 ? "" : throw new CommandException($"A vote that rejects '{node}' of run '{run}' has no form: leave the form out, or approve.");
        }

        var given = vote.Form.Length == 0 ? "{}" : vote.Form;
        return form.Check(Encoding.UTF8.GetBytes(given)) is { } problem
            ? throw new CommandException($"The form '{form.Name}' of '{node}' of run '{run}' is wrong: {problem}.")
            : given;
    }
}
