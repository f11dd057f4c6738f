using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Sends notifications by e-mail, over SMTP. A message that is sent again has the same <c>Message-Id</c>.</summary>
public sealed class EmailChannel : IAlertChannel
{
    private const int LongestAnswer = 200;
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(1);

    private readonly EmailOptions _options;
    private readonly EmailComposer _composer;
    private readonly TimeProvider _time;

    /// <summary>Creates the channel.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">An option is missing or wrong.</exception>
    public EmailChannel(EmailOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = ChannelCheck.Name(options.Name);
        EmailCheck.Server(options);
        _options = options;
        _time = time ?? TimeProvider.System;
        _composer = new EmailComposer(options);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <remarks>Of approvals; notifications of alerts are sent to <see cref="EmailOptions.To"/>.</remarks>
    public bool SendsToRecipients => true;

    private string Where => $"Alert channel '{Name}': mail server {_options.Host}:{_options.Port}";

    /// <inheritdoc/>
    public async Task SendAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        using var message = Compose(notification);
        using var client = new AlertSmtpClient { ServerCertificateValidationCallback = _options.CertificateCheck };
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, Security(), cancellationToken);
            if (_options is { UserName: { } user, Password: { } password })
            {
                await client.AuthenticateAsync(user, password, cancellationToken);
            }

            await client.SendAsync(message, cancellationToken);
        }
        catch (Exception fault) when (Explain(fault) is not null)
        {
            // A timeout in the middle of a handshake looks like a fault of the certificate.
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(fault)!;
        }

        await QuitAsync(client);
        if (client.Refusal is { } refusal)
        {
            throw RefusedSome(client.Refusals.Count, message.To.Count, refusal);
        }
    }

    private MimeMessage Compose(AlertNotification notification)
    {
        try
        {
            return _composer.Compose(notification);
        }
        catch (FormatException fault)
        {
            throw Permanent(fault.Message);
        }
    }

    /// <summary>The server has accepted the message: what fails or takes long afterwards must not cause a second one.</summary>
    private async Task QuitAsync(SmtpClient client)
    {
        using var limit = new CancellationTokenSource(QuitTimeout, _time);
        try
        {
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // Disposing closes the connection.
        }
    }

    private SecureSocketOptions Security() => _options.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    // Exceptions of the mail client are not inner exceptions: their texts repeat what the server answered, which may contain what it was sent.
    private AlertDeliveryException? Explain(Exception fault) => fault switch
    {
        AuthenticationException { InnerException: SmtpCommandException { StatusCode: var status } } when (int)status < 500 =>
            Transient($"cannot check the credentials now ({(int)status}). They are sent again later"),
        AuthenticationException => Permanent("refuses the credentials. Check UserName and Password"),
        SmtpCommandException { StatusCode: var status } when (int)status is >= 500 =>
            Permanent($"refuses the message with {(int)status}: {Answer(fault)}. Check From, To and what the server permits this user"),
        SmtpCommandException { StatusCode: var status } => Transient($"does not accept the message now ({(int)status}): {Answer(fault)}"),
        ServiceNotAuthenticatedException => Permanent("requires a login. Set UserName and Password"),
        SslHandshakeException => Transient("has a certificate that is not trusted, or cannot encrypt. Check Host, Port, Security and the certificate"),
        NotSupportedException => Permanent("does not offer what Security or UserName needs (STARTTLS or a login). Check Port and Security"),
        SocketException { SocketErrorCode: var error } => Transient($"cannot be reached ({error}). Check Host and Port, and that this machine may connect to it"),
        IOException or ProtocolException or ServiceNotConnectedException => Transient("ended the connection or broke the protocol. Check Port and Security"),
        _ => null,
    };

    /// <summary>Another attempt sends to all receivers again: those that have the message recognize it by its id.</summary>
    private AlertDeliveryException RefusedSome(int count, int all, SmtpCommandException refusal)
    {
        var what = $"refuses {count} of {all} receivers with {(int)refusal.StatusCode}: {Answer(refusal)}; the others have the message. Check To";
        return (int)refusal.StatusCode >= 500 ? Permanent(what) : Transient(what);
    }

    private string Answer(Exception fault)
    {
        var answer = AlertText.SingleLine(fault.Message).Trim().TrimEnd('.');
        return AlertText.Cut(_options.Password is { Length: > 0 } password ? answer.Replace(password, "***", StringComparison.Ordinal) : answer, LongestAnswer);
    }

    private AlertDeliveryException Permanent(string what) => new($"{Where} {what}.") { IsPermanent = true };

    private AlertDeliveryException Transient(string what) => new($"{Where} {what}.");
}
