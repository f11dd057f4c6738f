using System.Security.Cryptography.X509Certificates;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>Webhooks over https, to a server whose certificate the test makes and trusts.</summary>
public sealed class WebhookTlsTests
{
    [Fact]
    public async Task A_webhook_over_https_is_accepted()
    {
        using var certificate = Certificates.Of("hooks.test");
        await using var server = new HttpReceiver(certificate);
        await Channel(server, "hooks.test", certificate).SendAsync(Notifications.Of(), default);
        Assert.Equal("POST /T0KEN HTTP/1.1", Assert.Single(server.Requests).Line);
    }

    [Fact]
    public async Task A_redirect_to_another_https_host_checks_its_certificate()
    {
        using var certificate = Certificates.Of("hooks.test");
        using var other = Certificates.Of("other.test");
        await using var target = new HttpReceiver(other);
        await using var server = new HttpReceiver(certificate, HttpReceiver.Answer(307, $"Location: {target.Url("/T0KEN", "other.test")}\r\n"), HttpReceiver.Answer(307, $"Location: {target.Url("/T0KEN", "third.test")}\r\n"));
        await Channel(server, "hooks.test", certificate, other).SendAsync(Notifications.Of(), default);
        Assert.Single(target.Requests);

        await FaultAsync(Channel(server, "hooks.test", certificate, other));
        Assert.Single(target.Requests);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_refused()
    {
        using var certificate = Certificates.Of("hooks.test");
        using var other = Certificates.Of("hooks.test");
        await using var server = new HttpReceiver(certificate);
        await FaultAsync(Channel(server, "hooks.test", other));
        await FaultAsync(Channel(server, "hooks.test"));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        using var certificate = Certificates.Of("other.test");
        await using var server = new HttpReceiver(certificate);
        await FaultAsync(Channel(server, "hooks.test", certificate));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_issuer_of_a_certificate_is_not_called()
    {
        await using var issuer = new HttpReceiver();
        using var certificate = Certificates.WithIssuerAt("hooks.test", issuer.Url("/issuer.cer"));
        await using var server = new HttpReceiver(certificate);
        await FaultAsync(Channel(server, "hooks.test"));
        Assert.Empty(issuer.Requests);
    }

    private static SlackWebhookChannel Channel(HttpReceiver server, string host, params X509Certificate2[] trusted) => new(
        new SlackWebhookOptions { Name = "slack", Url = server.Url("/T0KEN", host), AllowPrivateAddresses = ["127.0.0.1"] },
        TimeProvider.System,
        new TestResolver(static (_, _) => ["127.0.0.1"]),
        trusted.Length > 0 ? [.. trusted] : null);

    private static async Task FaultAsync(SlackWebhookChannel channel)
    {
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => channel.SendAsync(Notifications.Of(), default));
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", fault.ToString(), StringComparison.Ordinal);
        Assert.False(fault.IsPermanent);
    }
}
