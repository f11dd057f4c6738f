using MailKit.Net.Smtp;
using MimeKit;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Sends a message to the receivers that the server accepts: one wrong address must not keep an alert from the others. Sends one message.</summary>
internal sealed class AlertSmtpClient : SmtpClient
{
    /// <summary>The answers for receivers that the server refused, one each.</summary>
    public List<SmtpCommandException> Refusals { get; } = [];

    /// <summary>The one to report: another attempt can succeed where it is not permanent.</summary>
    public SmtpCommandException? Refusal => Refusals.Find(static refusal => (int)refusal.StatusCode < 500) ?? (Refusals.Count > 0 ? Refusals[0] : null);

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refusals.Add(new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, response.StatusCode, mailbox, response.Response));

    /// <inheritdoc/>
    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw Refusal!;
}
