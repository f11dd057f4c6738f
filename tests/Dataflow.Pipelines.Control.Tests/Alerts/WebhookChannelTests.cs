using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>What the two webhook channels post, and what they make of an answer.</summary>
public sealed class WebhookChannelTests
{
    private const string Secret = "0123456789abcdef-s3cret";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_webhook_gets_signed_json()
    {
        await using var server = new HttpReceiver();
        await Webhook(server.Url()).SendAsync(Notifications.Of("a/ü:1") with { Run = null, Message = "ü <b>" }, default);

        var request = Assert.Single(server.Requests);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal("a%2F%C3%BC%3A1", request.Headers["X-Dataflow-Delivery"]);
        Assert.True(WebhookSignature.Verify(Secret, request.Headers["X-Dataflow-Signature"], Encoding.UTF8.GetBytes(request.Body), _time.GetUtcNow(), TimeSpan.FromMinutes(5)));
        var json = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(["id", "pipeline_id", "node_id", "run_id", "status", "severity", "message", "trigger", "at"], json.EnumerateObject().Select(static p => p.Name));
        Assert.Equal("a/ü:1 orders load  firing critical ü <b> metrics.lag_seconds > 10 2026-03-01T02:03:04.000Z", string.Join(' ', json.EnumerateObject().Select(static p => p.Value.ToString())));
    }

    [Fact]
    public async Task Slack_gets_text_without_markup()
    {
        await using var server = new HttpReceiver();
        await Slack(server.Url()).SendAsync(Notifications.Of() with { Message = "<!channel> & more" }, default);

        var json = JsonDocument.Parse(Assert.Single(server.Requests).Body).RootElement;
        Assert.Equal("*[critical] orders / load: firing*\n&lt;!channel&gt; &amp; more", json.GetProperty("text").GetString());
        var attachment = Assert.Single(json.GetProperty("attachments").EnumerateArray());
        Assert.Equal("danger", attachment.GetProperty("color").GetString());
        Assert.Equal(
            ["Pipeline=orders", "Node=load", "Run=r1", "Time=2026-03-01T02:03:04.000Z", "Trigger=metrics.lag_seconds &gt; 10", "Id=orders/load/0:1"],
            attachment.GetProperty("fields").EnumerateArray().Select(static f => $"{f.GetProperty("title")}={f.GetProperty("value")}"));
    }

    [Fact]
    public async Task Slack_text_that_is_long_or_calls_everyone_is_harmless()
    {
        await using var server = new HttpReceiver();
        await Slack(server.Url()).SendAsync(Notifications.Of() with { Message = "@channel @Here a@all.de @alles " + new string('x', 2967) + "\U0001F600" + new string('y', 9000) + "\ud83d" }, default);

        var text = JsonDocument.Parse(Assert.Single(server.Requests).Body).RootElement.GetProperty("text").GetString()!;
        Assert.EndsWith("\n@\u200bchannel @\u200bHere a@\u200ball.de @alles " + new string('x', 2967) + "…", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a%2F", "a%252F")]
    [InlineData("a/b:1", "a/b:1")]
    [InlineData("a\r\nX-Evil: 1", "a%0D%0AX-Evil%3A%201")]
    public async Task The_id_in_the_header_can_be_read_back(string id, string header)
    {
        await using var server = new HttpReceiver();
        await Webhook(server.Url()).SendAsync(Notifications.Of(id), default);
        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(header, headers["X-Dataflow-Delivery"]);
        Assert.Equal(id, Uri.UnescapeDataString(header));
        Assert.DoesNotContain("X-Evil", headers.Keys);
    }

    [Theory]
    [InlineData(429, "Retry-After: 42\r\n", false, 42)]
    [InlineData(503, "Retry-After: Sun, 01 Mar 2026 00:01:00 GMT\r\n", false, 60)]
    [InlineData(500, "", false, null)]
    [InlineData(408, "", false, null)]
    [InlineData(400, "", true, null)]
    [InlineData(404, "", true, null)]
    public async Task An_answer_decides_whether_another_attempt_is_made(int status, string headers, bool isPermanent, int? retryAfter)
    {
        await using var server = new HttpReceiver(HttpReceiver.Answer(status, headers, "T0KEN " + Secret));
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => Webhook(server.Url("/T0KEN?key=T0KEN")).SendAsync(Notifications.Of(), default));
        Assert.Equal((isPermanent, retryAfter), (fault.IsPermanent, (int?)fault.RetryAfter?.TotalSeconds));
        Assert.Contains($"'hook': http://127.0.0.1 answers {status}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel_is_archived", true)]
    [InlineData("secret_of_url", false)]
    [InlineData("Some text", false)]
    public async Task An_error_code_is_shown_and_any_other_body_is_not(string body, bool isShown)
    {
        await using var server = new HttpReceiver(HttpReceiver.Answer(410, "", body));
        var fault = await Assert.ThrowsAsync<AlertDeliveryException>(() => Slack(server.Url("/secret_of_url")).SendAsync(Notifications.Of(), default));
        Assert.Equal(isShown, fault.Message.Contains(body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://h/T0KEN", Secret, "scheme")]
    [InlineData("/T0KEN", Secret, "absolute")]
    [InlineData("https://u:T0KEN@h/", Secret, "password")]
    [InlineData("https://h/T0KEN", "short-T0KEN", "16 bytes")]
    public void A_wrong_option_is_an_error_without_the_secret(string url, string secret, string shown)
    {
        var options = new WebhookOptions { Name = "hook", Url = new Uri(url, UriKind.RelativeOrAbsolute), Secrets = [secret] };
        var fault = Assert.Throws<ArgumentException>(() => new WebhookChannel(options));
        Assert.Contains(shown, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", fault + options.ToString(), StringComparison.Ordinal);
    }

    private WebhookChannel Webhook(Uri url) =>
        new(new WebhookOptions { Name = "hook", Url = url, Secrets = [Secret], AllowPrivateAddresses = ["127.0.0.1"] }, _time);

    private SlackWebhookChannel Slack(Uri url) => new(new SlackWebhookOptions { Name = "slack", Url = url, AllowPrivateAddresses = ["127.0.0.1"] }, _time);
}
