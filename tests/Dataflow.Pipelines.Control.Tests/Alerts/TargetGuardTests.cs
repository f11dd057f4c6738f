using System.Net;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>What a webhook may call. The URL has a secret in its path, which no error shows.</summary>
public sealed class TargetGuardTests
{
    private const string Secret = "T0KEN/s3cret-path";

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "loopback")]
    [InlineData("http://2130706433:{0}/", "loopback")]
    [InlineData("http://0x7f.1:{0}/", "loopback")]
    [InlineData("http://[::1]:{0}/", "loopback")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/", "loopback")]
    [InlineData("http://localhost:{0}/", "loopback")]
    [InlineData("https://localhost:{0}/", "loopback")]
    [InlineData("http://169.254.169.254/", "metadata")]
    [InlineData("http://10.0.0.1/", "private")]
    public async Task An_address_that_is_not_public_is_refused(string url, string kind)
    {
        await using var server = new HttpReceiver();
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, url, server.Port) + Secret;
        var fault = await FaultAsync(Channel(new Uri(text), new TestResolver(static (_, _) => ["127.0.0.1"])));
        Assert.Contains(kind, fault.Message, StringComparison.Ordinal);
        Assert.Contains("AllowPrivateAddresses", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsPermanent);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("hooks.test")]
    [InlineData("HOOKS.test.")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.1.2.3/8")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:127.0.0.0/104")]
    public async Task An_allowed_host_or_network_is_called(string allowed)
    {
        await using var server = new HttpReceiver();
        await Channel(server.Url("/" + Secret, "hooks.test"), new TestResolver(static (_, _) => ["127.0.0.1"]), allowed).SendAsync(Notifications.Of(), default);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("other.test")]
    [InlineData("10.0.0.0/8")]
    [InlineData("127.0.0.2")]
    public async Task Another_allowed_target_does_not_help(string allowed)
    {
        await using var server = new HttpReceiver();
        await FaultAsync(Channel(server.Url("/" + Secret, "hooks.test"), new TestResolver(static (_, _) => ["127.0.0.1"]), allowed));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_host_with_a_public_and_a_private_address_is_refused()
    {
        await using var server = new HttpReceiver();
        await FaultAsync(Channel(server.Url("/" + Secret, "hooks.test"), new TestResolver(static (_, _) => ["8.8.8.8", "127.0.0.1"])));
    }

    [Fact]
    public async Task Http_to_a_public_address_is_refused()
    {
        var fault = await FaultAsync(Channel(new Uri("http://hooks.test/" + Secret), new TestResolver(static (_, _) => ["8.8.8.8"])));
        Assert.Contains("https", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_that_changes_its_answer_is_asked_once()
    {
        // The first answer is allowed, the second would be another server's.
        await using var server = new HttpReceiver();
        var resolver = new TestResolver(static (_, question) => question == 0 ? ["127.0.0.1"] : ["127.0.0.2"]);
        var channel = Channel(server.Url("/" + Secret, "hooks.test"), resolver, "127.0.0.1/32");
        await channel.SendAsync(Notifications.Of(), default);
        Assert.Equal(1, resolver.Questions);

        // The next notification has a check of its own.
        await FaultAsync(channel);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_keeps_the_request(int status)
    {
        await using var server = new HttpReceiver(HttpReceiver.Answer(status, "Location: /next\r\n"));
        await Channel(server.Url("/" + Secret), new DnsHostResolver(), "127.0.0.1").SendAsync(Notifications.Of(), default);
        Assert.Equal(["POST /" + Secret + " HTTP/1.1", "POST /next HTTP/1.1"], server.Requests.Select(static request => request.Line));
        Assert.Single(server.Requests.Select(static request => request.Body).Distinct());
    }

    [Theory]
    [InlineData(307, "http://10.0.0.1/T0KEN/s3cret-path", "10.0.0.1")]
    [InlineData(308, "http://localhost:1/T0KEN/s3cret-path", "localhost")]
    [InlineData(307, "file:///etc/passwd", "redirects")]
    [InlineData(307, "http://user:T0KEN@127.0.0.1/", "redirects")]
    [InlineData(301, "/T0KEN/s3cret-path", "301")]
    [InlineData(302, "/T0KEN/s3cret-path", "302")]
    [InlineData(303, "/T0KEN/s3cret-path", "303")]
    public async Task Any_other_redirect_is_refused(int status, string location, string shown)
    {
        await using var server = new HttpReceiver(HttpReceiver.Answer(status, $"Location: {location}\r\n"));
        var fault = await FaultAsync(Channel(server.Url("/" + Secret), new TestResolver(static (_, _) => ["127.0.0.2"]), "127.0.0.1"));
        Assert.Contains(shown, fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_no_more()
    {
        var redirect = HttpReceiver.Answer(307, "Location: /T0KEN\r\n");
        await using var server = new HttpReceiver(redirect, redirect, redirect, redirect);
        await FaultAsync(Channel(server.Url("/" + Secret), new DnsHostResolver(), "127.0.0.1"));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task An_allowed_host_in_another_alphabet_is_called()
    {
        await using var server = new HttpReceiver();
        await Channel(server.Url("/" + Secret, "bücher.test"), new TestResolver(static (_, _) => ["127.0.0.1"]), "Bücher.test").SendAsync(Notifications.Of(), default);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_does_not_hide_the_next_one()
    {
        await using var server = new HttpReceiver();
        using var silent = new SilentAddress("127.0.0.2", server.Port);
        var time = new DelayTime();
        var channel = new SlackWebhookChannel(
            new SlackWebhookOptions { Name = "slack", Url = server.Url("/" + Secret, "hooks.test"), AllowPrivateAddresses = ["hooks.test"] },
            time,
            new TestResolver(static (_, _) => ["127.0.0.2", "127.0.0.1"]));
        var sending = channel.SendAsync(Notifications.Of(), default);
        var limit = TimeSpan.FromSeconds(2);
        await time.NextAsync("the first address", due => due == limit);
        time.Advance(limit);
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_address_that_refuses_does_not_hide_the_next_one()
    {
        await using var server = new HttpReceiver();
        var channel = Channel(server.Url("/" + Secret, "hooks.test"), new TestResolver(static (_, _) => ["127.0.0.2", "127.0.0.1"]), "hooks.test");
        await channel.SendAsync(Notifications.Of(), default);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_not_used()
    {
        await using var server = new HttpReceiver();
        await using var proxy = new HttpReceiver();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url("/"));
        try
        {
            await Channel(server.Url("/" + Secret), new DnsHostResolver(), "127.0.0.1").SendAsync(Notifications.Of(), default);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Single(server.Requests);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_not_http_is_not_shown()
    {
        await using var server = new HttpReceiver("T0KEN " + Secret + "\r\n\r\n");
        Assert.False((await FaultAsync(Channel(server.Url("/" + Secret), new DnsHostResolver(), "127.0.0.1"))).IsPermanent);
    }

    [Theory]
    [InlineData("https://hooks.test/T0KEN")]
    [InlineData("10.20.0.0/33")]
    [InlineData("10.20.0.0:80")]
    [InlineData("")]
    public void A_wrong_entry_of_the_option_is_an_error(string entry)
    {
        var fault = Assert.Throws<ArgumentException>(() => Channel(new Uri("https://hooks.test/"), new DnsHostResolver(), entry));
        Assert.Contains("AllowPrivateAddresses", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again()
    {
        var server = new HttpReceiver();
        var url = server.Url("/" + Secret);
        await server.DisposeAsync();
        Assert.False((await FaultAsync(Channel(url, new DnsHostResolver(), "127.0.0.1"))).IsPermanent);
    }

    private static SlackWebhookChannel Channel(Uri url, IHostResolver resolver, params string[] allowed) =>
        new(new SlackWebhookOptions { Name = "slack", Url = url, AllowPrivateAddresses = allowed }, TimeProvider.System, resolver);

    private static async Task<AlertDeliveryException> FaultAsync(SlackWebhookChannel channel)
    {
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => channel.SendAsync(Notifications.Of(), default));
        Assert.DoesNotContain("T0KEN", fault.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("'slack'", fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
