using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Makes the message of a notification. Immutable.</summary>
internal sealed class EmailComposer
{
    private const int LongestSubject = 200;

    private readonly MailboxAddress _from;
    private readonly MailboxAddress[] _to;
    private readonly AlertTemplate _subject;
    private readonly AlertTemplate _text;

    public EmailComposer(EmailOptions options)
    {
        _from = EmailCheck.Address(options, nameof(options.From), options.From);
        if (options.To is not { Count: > 0 })
        {
            throw ChannelCheck.Fault(options.Name, "To has no entry", "add the receivers");
        }

        _to = [.. options.To.Select(to => EmailCheck.Address(options, nameof(options.To), to))];
        _subject = new AlertTemplate(options.Name, nameof(options.Subject), options.Subject);
        _text = new AlertTemplate(options.Name, nameof(options.Text), options.Text);
    }

    /// <exception cref="FormatException">A recipient has no address.</exception>
    public MimeMessage Compose(AlertNotification notification)
    {
        var message = new MimeMessage
        {
            // A message that is sent again has the same id, by which mail programs show it once.
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notification.Id)))[..32]}@{_from.Domain}",
            Date = notification.At,
            Subject = Subject(notification),
            Body = new TextPart("plain") { Text = Text(notification) },
        };
        message.From.Add(_from);
        message.To.AddRange(notification.Recipients is { } recipients ? recipients.Select(Recipient) : _to);

        // RFC 3834: programs that answer mail do not answer this one.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private string Text(AlertNotification notification) =>
        notification.Link is { } link && !_text.Has(AlertTemplate.Link) ? $"{_text.Fill(notification)}Answer here: {link.AbsoluteUri}\nThis link answers in your name: do not pass it on.\n" : _text.Fill(notification);

    private static MailboxAddress Recipient(string recipient) =>
        !recipient.Any(char.IsControl) && MailboxAddress.TryParse(recipient, out var mailbox) && mailbox.Domain.Length > 0 ? mailbox
            : throw new FormatException($"cannot deliver to the approver '{AlertText.SingleLine(recipient)}', which is no address: name approvers by their addresses, or use another channel");

    /// <summary>One line: a header that ended early would let the text of an alert add headers of its own.</summary>
    private string Subject(AlertNotification notification) => AlertText.Cut(AlertText.SingleLine(_subject.Fill(notification)).Trim(), LongestSubject);
}
