using System.Buffers.Text;
using System.Text;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Approvals.Links;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Dataflow.Pipelines.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Approvals;

/// <summary>Signed links of approvals, and the key that signs them.</summary>
public sealed class LinkSignerTests
{
    private const string Invalid = "The link is not valid: it is incomplete, was changed, or was signed with another key. Open the newest message about this approval again.";
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
    private static readonly ApprovalLink Link = new("train", "r1", "review", 2, "ann@b.org", Now.AddHours(4));

    [Fact]
    public void A_token_is_read_back_until_it_expires()
    {
        var signer = new LinkSigner(Key);
        var token = signer.Sign(Link);
        Assert.Equal(Link, signer.Read(token, Now));
        Assert.Equal(token, signer.Sign(Link));
        Assert.DoesNotContain(token, static c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        Assert.Equal(Link, signer.Read(token, Link.Expires.AddSeconds(-1)));
        var expired = Assert.Throws<CommandException>(() => signer.Read(token, Link.Expires));
        Assert.Equal("The link for ann@b.org has expired at 2026-11-29 04:00:00Z: 'approvals show r1 review' shows what became of the approval.", expired.Message);
    }

    [Fact]
    public void A_token_that_was_changed_anywhere_is_refused()
    {
        var signer = new LinkSigner(Key);
        var token = signer.Sign(Link);
        for (var i = 0; i < token.Length; i++)
        {
            // The last character of each part has bits that are no part of the bytes: another character may be the same token.
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            if (i != token.IndexOf('.', StringComparison.Ordinal) - 1 && i != token.Length - 1)
            {
                Assert.Equal(Invalid, Assert.Throws<CommandException>(() => signer.Read(changed, Now)).Message);
            }

            Assert.Equal(Invalid, Assert.Throws<CommandException>(() => signer.Read(token[..i], Now)).Message);
        }

        var content = Base64Url.EncodeToString("""["train","r1","review",2,"eve@b.org",9999999999]"""u8);
        Assert.Throws<CommandException>(() => signer.Read(content + "." + token.Split('.')[1], Now));
        Assert.Throws<CommandException>(() => signer.Read(content + ".", Now));
        Assert.Throws<CommandException>(() => signer.Read(new string('a', 100_000), Now));
    }

    [Fact]
    public void A_token_of_another_key_is_refused() =>
        Assert.Equal(Invalid, Assert.Throws<CommandException>(() => new LinkSigner(Key).Read(new LinkSigner([.. Key[1..], 7]).Sign(Link), Now)).Message);

    [Fact]
    public void A_key_comes_from_a_file_or_the_environment_has_32_bytes_and_is_never_shown()
    {
        var folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "link.key");
            File.WriteAllBytes(file, [.. Key, .. "\r\n"u8]);
            Assert.Equal(Key, LinkKey.Find(file, "ignored"));
            Assert.Equal(Key, LinkKey.Find(null, Encoding.UTF8.GetString(Key) + "\n"));
            Assert.StartsWith("Links of approvals need a key, and there is none: set DATAFLOW_LINK_KEY to ", Assert.Throws<ServiceException>(() => LinkKey.Find(null, null)).Message, StringComparison.Ordinal);

            var shown = Assert.Throws<ServiceException>(() => LinkKey.Find(null, "s3cret")).Message;
            Assert.Equal("The key for links of approvals in DATAFLOW_LINK_KEY has 6 bytes: use a random one of at least 32, for example 44 characters of base64.", shown);
            File.WriteAllText(file, "s3cret");
            shown = Assert.Throws<ServiceException>(() => LinkKey.Find(file, null)).Message;
            Assert.StartsWith($"The key for links of approvals in the file '{file}' has 6 bytes", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
            Assert.StartsWith($"The file '{file}2' with the key for links of approvals cannot be read: ", Assert.Throws<ServiceException>(() => LinkKey.Find(file + "2", null)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("https://approvals.example.org/answer", null)]
    [InlineData("http://localhost:5000/answer", null)]
    [InlineData("http://approvals.example.org/answer", "The base address of approval links is 'http://approvals.example.org/answer': it is an absolute https address,")]
    [InlineData("/answer", "The base address of approval links is '/answer': it is an absolute https address,")]
    public void A_base_address_is_encrypted(string address, string? problem)
    {
        var services = new ServiceCollection();
        void Add() => services.AddApprovalLinks(new ApprovalLinkOptions { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) });
        if (problem is null)
        {
            Add();
            Assert.Single(services);
        }
        else
        {
            Assert.StartsWith(problem, Assert.Throws<ArgumentException>(Add).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://a.example.org/answer", "https://a.example.org/answer?token=")]
    [InlineData("https://a.example.org/answer?lang=en", "https://a.example.org/answer?lang=en&token=")]
    public async Task The_approver_gets_an_own_link_by_mail_that_expires_at_the_deadline(string address, string start)
    {
        await using var server = new MailReceiver();
        var mail = new EmailChannel(new EmailOptions { Name = "mail", Host = "localhost", Port = server.Port, Security = SmtpSecurity.None, From = "alerts@example.com", To = ["a@example.com"] });
        var signer = new LinkSigner(Key);
        var channel = new LinkedChannel(mail, signer, new Uri(address));
        Assert.True(channel.SendsToRecipients);
        await channel.SendAsync(Asked(deadline: Now.AddHours(4)), default);
        await channel.SendAsync(Asked(deadline: null), default);
        await channel.SendAsync(Notifications.Of(), default);

        Assert.Equal(["ann@b.org", "ann@b.org", "a@example.com"], server.Messages.Select(static message => message.To.Mailboxes.Single().Address));
        var texts = server.Messages.Select(static message => message.TextBody ?? "").ToList();
        Assert.Equal(new ApprovalLink("orders", "r1", "load", 1, "ann@b.org", Now.AddHours(4)), signer.Read(TokenIn(texts[0], start), Now));
        Assert.Equal(Notifications.Of().At.AddDays(7), signer.Read(TokenIn(texts[1], start), Notifications.Of().At).Expires);
        Assert.DoesNotContain("token=", texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approver_without_an_address_is_a_permanent_error_of_the_mail_channel()
    {
        await using var server = new MailReceiver();
        var mail = new EmailChannel(new EmailOptions { Name = "mail", Host = "localhost", Port = server.Port, Security = SmtpSecurity.None, From = "alerts@example.com", To = ["a@example.com"] });
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => mail.SendAsync(Asked(null) with { Recipients = ["ann"] }, default));
        Assert.True(fault.IsPermanent);
        Assert.EndsWith("cannot deliver to the approver 'ann', which is no address: name approvers by their addresses, or use another channel.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task The_log_shows_an_approval_without_its_link()
    {
        var log = new Lines();
        await new LogChannel("log", log).SendAsync(Asked(null) with { Link = new Uri("https://a.example.org/?token=s3cret") }, default);
        var text = Assert.Single(log.Written).Text;
        Assert.StartsWith("Approval of 'orders', node 'load', run r1: waiting. ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_gets_what_is_asked_without_a_link()
    {
        var json = Encoding.UTF8.GetString(NotificationJson.Write(Asked(Now.AddHours(4)) with { Link = new Uri("https://a.example.org/?token=s3cret") }));
        Assert.EndsWith(
            """
            ,"approval":{"number":1,"title":"Deploy?","description":null,"approvers":["ann@b.org"],"quorum":1,"opened_at":"2026-11-29T00:00:00.000Z","deadline":"2026-11-29T04:00:00.000Z"}}
            """, json, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"waiting\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", json, StringComparison.Ordinal);
    }

    private static string TokenIn(string text, string start)
    {
        var line = text.Split('\n').Single(static line => line.StartsWith("Answer here: ", StringComparison.Ordinal)).Trim()["Answer here: ".Length..];
        Assert.StartsWith(start, line, StringComparison.Ordinal);
        return line[start.Length..];
    }

    private static AlertNotification Asked(DateTimeOffset? deadline) => Notifications.Of() with
    {
        Status = AlertStatus.Waiting,
        Recipients = ["ann@b.org"],
        Approval = new ApprovalRequest { Number = 1, Title = "Deploy?", Approvers = ["ann@b.org"], Quorum = 1, OpenedAt = Now, Deadline = deadline },
    };
}
