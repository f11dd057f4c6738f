using System.Text;
using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

public sealed class WebhookSignatureTests
{
    private const string Secret = "0123456789abcdef";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"a"}""");

    [Fact]
    public void It_is_that_of_the_vector() =>
        Assert.Equal("t=1700000000,v1=7eefd6dab3572ab7b831fd0f3b0189166fd2d48edffb19b3bed33209454c06ad", WebhookSignature.Sign([Secret], Body, At));

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_valid_near_its_time(int seconds, bool isValid) =>
        Assert.Equal(isValid, WebhookSignature.Verify(Secret, WebhookSignature.Sign([Secret], Body, At), Body, At.AddSeconds(seconds), Tolerance));

    [Fact]
    public void Either_of_two_secrets_verifies_it()
    {
        var header = WebhookSignature.Sign(["fedcba9876543210", Secret], Body, At);
        Assert.True(WebhookSignature.Verify(Secret, header, Body, At, Tolerance));
        Assert.True(WebhookSignature.Verify("fedcba9876543210", header, Body, At, Tolerance));
        Assert.False(WebhookSignature.Verify("another secret...", header, Body, At, Tolerance));
    }

    [Fact]
    public void Another_body_or_time_is_refused()
    {
        var header = WebhookSignature.Sign([Secret], Body, At);
        Assert.False(WebhookSignature.Verify(Secret, header, Encoding.UTF8.GetBytes("""{"id":"b"}"""), At, Tolerance));
        Assert.False(WebhookSignature.Verify(Secret, header.Replace("t=1700000000", "t=1700000001", StringComparison.Ordinal), Body, At, Tolerance));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1700000000")]
    [InlineData("t=1700000000,v1=")]
    [InlineData("v1=00")]
    [InlineData("t=x,v1=00")]
    [InlineData("t=-1,v1=00")]
    [InlineData("t=9223372036854775807,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    public void A_malformed_header_is_refused(string? header) => Assert.False(WebhookSignature.Verify(Secret, header, Body, At, Tolerance));

    [Fact]
    public void A_second_time_is_refused()
    {
        var header = WebhookSignature.Sign([Secret], Body, At);
        Assert.False(WebhookSignature.Verify(Secret, header + ",t=1700000000", Body, At, Tolerance));
        Assert.True(WebhookSignature.Verify(Secret, header + ",v2=later", Body, At, Tolerance));
    }
}
