using System.Globalization;
using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Approvals.Links;

/// <summary>
/// Adds the recipient's link to the notification of an approval when it is sent: the run store has no token, so that a person who reads it cannot decide in the name of others.
/// </summary>
internal sealed class LinkedChannel(IAlertChannel channel, LinkSigner signer, Uri address) : IAlertChannel
{
    private static readonly TimeSpan WithoutDeadline = TimeSpan.FromDays(7);

    public string Name => channel.Name;

    public bool SendsToRecipients => channel.SendsToRecipients;

    public Task SendAsync(AlertNotification notification, CancellationToken cancellationToken) =>
        channel.SendAsync(
            notification is { Approval: { } approval, Run: { } run, Recipients: [var recipient] } ? notification with { Link = Link(notification, run, approval, recipient) } : notification,
            cancellationToken);

    private Uri Link(AlertNotification notification, string run, ApprovalRequest approval, string recipient)
    {
        // The same in each attempt.
        var expires = approval.Deadline ?? notification.At + WithoutDeadline;
        var token = signer.Sign(new ApprovalLink(notification.Pipeline, run, notification.Node, approval.Number, recipient, expires));
        return new UriBuilder(address) { Query = string.Create(CultureInfo.InvariantCulture, $"{(address.Query.Length > 1 ? address.Query[1..] + "&" : "")}token={token}") }.Uri;
    }
}
