using System.Globalization;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Notifies the people who may decide: when an approval is opened, to remind them, and when it is escalated.</summary>
internal sealed class ApprovalNotices(Decision decision)
{
    /// <summary>
    /// Whether a channel sends to the recipients of a notification: each has one of their own then, because its link is theirs alone. Other channels get one notification for all.
    /// </summary>
    public Func<string, bool> SendsToRecipients { get; set; } = static _ => false;

    /// <summary>It is opened.</summary>
    public void Open(Execution execution) => Send(execution, "opened", "", Severity.Info, execution.Approval!.Opened.Approvers);

    /// <summary>Those who have not decided are reminded.</summary>
    public void Remind(Execution execution)
    {
        var approval = execution.Approval!;
        var count = approval.Reminders.ToString(CultureInfo.InvariantCulture);
        Send(execution, "reminder-" + count, $"Reminder {count}: ", Severity.Warning, [.. approval.Deciders.Where(person => approval.VoteOf(person) is null)]);
    }

    /// <summary>It is escalated.</summary>
    public void Escalate(Execution execution)
    {
        var approval = execution.Approval!;
        var lead = $"Not decided for {Duration.ToText(approval.EscalatedAt!.Value - approval.Opened.At)}: ";
        Send(execution, "escalated", lead, Severity.Warning, [.. approval.Opened.EscalateTo.Where(person => approval.VoteOf(person) is null)]);
    }

    private void Send(Execution execution, string step, string lead, Severity severity, IReadOnlyList<string> recipients)
    {
        var opened = execution.Approval!.Opened;
        var id = string.Create(CultureInfo.InvariantCulture, $"{decision.Graph.Pipeline}/{opened.Node}/{Openings.Timestamp(opened.At)}-{opened.Approval}:{step}");
        var notification = new AlertNotification
        {
            Id = id,
            Pipeline = decision.Graph.Pipeline,
            Node = opened.Node,
            Run = opened.Run,
            Status = AlertStatus.Waiting,
            Severity = severity,
            Message = lead + Text(execution.Approval, execution),
            Trigger = decision.Graph.Nodes[execution.Node].Start?.Text ?? "started by a person",
            At = decision.Now,
            Recipients = recipients,
            Approval = new ApprovalRequest
            {
                Number = opened.Number,
                Title = opened.Title,
                Description = opened.Text.Length == 0 ? null : opened.Text,
                Approvers = opened.Approvers,
                Quorum = opened.Quorum,
                OpenedAt = opened.At,
                Deadline = opened.Deadline,
            },
        };
        if (recipients.Count > 0 && !SendsToRecipients(opened.Channel))
        {
            decision.Effects.Add(new SendAlert(new OutgoingAlert(opened.Approval, opened.Channel, notification)));
            return;
        }

        for (var i = 0; i < recipients.Count; i++)
        {
            var own = notification with { Id = string.Create(CultureInfo.InvariantCulture, $"{id}/{i + 1}"), Recipients = [recipients[i]] };
            decision.Effects.Add(new SendAlert(new OutgoingAlert(opened.Approval, opened.Channel, own)));
        }
    }

    private static string Text(PendingApproval approval, Execution execution)
    {
        var opened = approval.Opened;
        var needed = opened.Quorum > 1 ? $" ({opened.Quorum.ToString(CultureInfo.InvariantCulture)} approvals are needed)" : "";
        var end = opened.Deadline is { } deadline ? $"\nDeadline: {ApprovalText.At(deadline)}, then it is {(opened.OnTimeout == ApprovalTimeout.Approve ? "approved" : "rejected")}." : "";
        return $"{opened.Title}{(opened.Text.Length == 0 ? "" : "\n\n" + opened.Text)}\n\nApprovers: {string.Join(", ", approval.Deciders)}{needed}.{end}\n"
            + $"To answer: approvals approve {execution.Key.Run} {execution.Key.Node}, or approvals reject {execution.Key.Run} {execution.Key.Node}.";
    }
}
