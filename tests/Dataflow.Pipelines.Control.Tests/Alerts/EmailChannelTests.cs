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
        using var certificate = Certificates.Of("localhost");
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
    public async Task An_accepted_message_is_delivered_although_the_server_does_not_answer_the_farewell()
    {
        await using var server = new ScriptedMailServer(static command => command == "QUIT" ? null : ScriptedMailServer.Polite(command));
        var time = new DelayTime();
        var sending = new EmailChannel(Options(server.Port), time).SendAsync(Notifications.Of(), default);
        await time.NextAsync("the answer to QUIT", static due => due == TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains(".", server.Commands);
    }

    [Theory]
    [InlineData("454 4.7.0 Temporary authentication failure", false)]
    [InlineData("535 5.7.8 wrong", true)]
    public async Task A_login_that_cannot_be_checked_now_is_tried_again(string answer, bool isPermanent)
    {
        await using var server = new ScriptedMailServer(command => command.StartsWith("AUTH", StringComparison.Ordinal) ? answer : ScriptedMailServer.Polite(command));
        var fault = await FaultAsync(Options(server.Port) with { UserName = MailReceiver.User, Password = MailReceiver.Password });
        Assert.Equal(isPermanent, fault.IsPermanent);
        Assert.Contains("credentials", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@", "550 5.1.1 no such user", true, true)]
    [InlineData("b@", "450 4.2.0 later", true, false)]
    [InlineData("@", "550 5.1.1 no such user", false, true)]
    [InlineData("@", "450 4.2.0 later", false, false)]
    public async Task A_receiver_that_is_refused_does_not_keep_the_message_from_others(string refused, string answer, bool isSent, bool isPermanent)
    {
        await using var server = new ScriptedMailServer(command =>
            command.StartsWith("RCPT", StringComparison.Ordinal) && command.Contains(refused, StringComparison.Ordinal) ? answer : ScriptedMailServer.Polite(command));
        var fault = await FaultAsync(Options(server.Port));
        Assert.Equal(isPermanent, fault.IsPermanent);
        Assert.Contains(answer[4..], fault.Message, StringComparison.Ordinal);
        Assert.Equal(isSent, fault.Message.Contains("refuses 1 of 2 receivers", StringComparison.Ordinal));
        Assert.Equal(isSent, server.Commands.Contains("."));
    }

    [Fact]
    public async Task A_server_that_requires_a_login_is_named()
    {
        await using var server = new MailReceiver(needsLogin: true);
        var fault = await FaultAsync(Options(server));
        Assert.Contains("requires a login", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsPermanent);
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.None)]
    public async Task A_server_that_does_not_answer_is_a_time_out_and_no_fault_of_its_certificate(SmtpSecurity security)
    {
        var begun = new TaskCompletionSource();
        await using var server = new ScriptedMailServer(_ =>
        {
            begun.TrySetResult();
            return null;
        });
        using var cancel = new CancellationTokenSource();
        var sending = new EmailChannel(Options(server.Port) with { Security = security }).SendAsync(Notifications.Of(), cancel.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_long_subject_and_half_a_character_do_not_break_the_message()
    {
        await using var server = new MailReceiver();
        var text = new string('x', 198) + "\U0001F600" + new string('y', 100_000) + "\ud83d";
        await new EmailChannel(Options(server) with { Subject = "{message}" }).SendAsync(Notifications.Of() with { Message = text }, default);
        Assert.Equal(new string('x', 198) + "…", Assert.Single(server.Messages).Subject);
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

    private static EmailOptions Options(MailReceiver server) => Options(server.Port);

    private static EmailOptions Options(int port) => new()
    {
        Name = "mail",
        Host = "127.0.0.1",
        Port = port,
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
}
