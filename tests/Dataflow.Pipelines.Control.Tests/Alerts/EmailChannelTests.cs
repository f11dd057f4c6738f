using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using SmtpServer.Protocol;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>E-mail to a real server in this process.</summary>
public sealed class EmailChannelTests
{
    [Fact]
    public async Task A_notification_becomes_a_message_with_a_stable_id()
    {
        await using var server = new MailReceiver();
        var channel = new EmailChannel(Options(server));
        await channel.SendAsync(Notifications.Of(), default);
        await channel.SendAsync(Notifications.Of(), default);

        var message = server.Messages.First();
        Assert.Equal("[critical] orders / load: firing", message.Subject);
        Assert.Equal("\"Alerts\" <alerts@example.com>", message.From.ToString());
        Assert.Equal(["a@example.com", "b@example.com"], message.To.Mailboxes.Select(static to => to.Address));
        Assert.StartsWith("Lag is 12 s", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("Trigger:  metrics.lag_seconds > 10", message.TextBody, StringComparison.Ordinal);
        Assert.Single(server.Messages.Select(static m => m.MessageId).Distinct());
    }

    [Theory]
    [InlineData("x\r\nBcc: evil@example.com\r\n\r\nbody")]
    [InlineData("x\nBcc: evil@example.com")]
    [InlineData("x\rBcc: evil@example.com")]
    [InlineData("x\u0085Bcc: evil@example.com\u2028Cc: evil@example.com\0")]
    public async Task Text_of_an_alert_adds_no_header(string message)
    {
        await using var server = new MailReceiver();
        await new EmailChannel(Options(server) with { Subject = "{message}" }).SendAsync(Notifications.Of() with { Message = message, Node = message }, default);
        var received = Assert.Single(server.Messages);
        Assert.Empty(received.Bcc);
        Assert.Empty(received.Cc);
        Assert.DoesNotContain(received.Headers, static header => header.Field.Contains("cc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Bcc: evil@example.com", received.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_login_over_an_encrypted_connection_works(bool isTls)
    {
        using var certificate = Certificate();
        await using var server = new MailReceiver(needsLogin: true, certificate, isTls);
        var options = Login(server) with { Security = isTls ? SmtpSecurity.Tls : SmtpSecurity.StartTls, CertificateCheck = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() };
        await new EmailChannel(options).SendAsync(Notifications.Of(), default);
        Assert.Single(server.Messages);

        // Without the exception for this test, its certificate is refused.
        var fault = await FaultAsync(options with { CertificateCheck = null });
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_shown()
    {
        await using var server = new MailReceiver(needsLogin: true);
        await new EmailChannel(Login(server)).SendAsync(Notifications.Of(), default);
        var fault = await FaultAsync(Login(server) with { Password = "wrong-T0KEN" });
        Assert.True(fault.IsPermanent);
        Assert.Contains("refuses the credentials", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_server_without_encryption_gets_nothing_where_it_is_required()
    {
        await using var server = new MailReceiver();
        Assert.Contains("STARTTLS", (await FaultAsync(Login(server) with { Security = SmtpSecurity.StartTls })).Message, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData(SmtpReplyCode.MailboxUnavailable, true)]
    [InlineData(SmtpReplyCode.InsufficientStorage, false)]
    public async Task A_refusal_shows_the_answer_without_the_password(SmtpReplyCode code, bool isPermanent)
    {
        await using var server = new MailReceiver(needsLogin: true, answer: () => new SmtpResponse(code, $"no, {MailReceiver.Password}"));
        var fault = await FaultAsync(Login(server));
        Assert.Equal(isPermanent, fault.IsPermanent);
        Assert.Contains("no, ***", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_tried_again()
    {
        var server = new MailReceiver();
        await server.DisposeAsync();
        Assert.False((await FaultAsync(Login(server))).IsPermanent);
    }

    [Fact]
    public void Wrong_options_are_errors()
    {
        var good = new EmailOptions { Name = "mail", Host = "mail.example.com", From = "a@example.com", To = ["b@example.com"] };
        Assert.NotNull(new EmailChannel(good));
        (EmailOptions Options, string Shown)[] wrong =
        [
            (good with { Host = "smtp://x" }, "Host"),
            (good with { Port = 0 }, "Port"),
            (good with { Security = (SmtpSecurity)7 }, "Security"),
            (good with { UserName = "u" }, "Password"),
            (good with { UserName = "u", Password = "T0KEN", Security = SmtpSecurity.None }, "unencrypted"),
            (good with { From = "a" }, "From"),
            (good with { To = [] }, "To has no entry"),
            (good with { To = ["b@example.com\r\nBcc: c@example.com"] }, "To"),
            (good with { Subject = "{nod}" }, "'{nod}'"),
            (good with { Text = " " }, "Text"),
        ];
        Assert.All(wrong, static it =>
        {
            var fault = Assert.Throws<ArgumentException>(() => new EmailChannel(it.Options));
            Assert.Contains(it.Shown, fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("T0KEN", fault + it.Options.ToString(), StringComparison.Ordinal);
        });
    }

    private static EmailOptions Options(MailReceiver server) => new()
    {
        Name = "mail",
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        From = "Alerts <alerts@example.com>",
        To = ["a@example.com", "b@example.com"],
    };

    private static EmailOptions Login(MailReceiver server) => Options(server) with { UserName = MailReceiver.User, Password = MailReceiver.Password };

    private static async Task<AlertDeliveryException> FaultAsync(EmailOptions options)
    {
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => new EmailChannel(options).SendAsync(Notifications.Of(), default));
        Assert.DoesNotContain("T0KEN", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'mail': mail server 127.0.0.1:{options.Port}", fault.Message, StringComparison.Ordinal);
        return fault;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
