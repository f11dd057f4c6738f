using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

public sealed class LogChannelTests
{
    [Theory]
    [InlineData(Severity.Critical, AlertStatus.Firing, LogLevel.Critical)]
    [InlineData(Severity.Warning, AlertStatus.Firing, LogLevel.Warning)]
    [InlineData(Severity.Info, AlertStatus.Firing, LogLevel.Information)]
    [InlineData(Severity.Critical, AlertStatus.Resolved, LogLevel.Information)]
    public async Task The_level_is_that_of_the_severity(Severity severity, AlertStatus status, LogLevel level)
    {
        var log = new Lines();
        await new LogChannel("log", log).SendAsync(Notifications.Of() with { Severity = severity, Status = status, Message = "a\nb" }, default);
        var (written, text) = Assert.Single(log.Written);
        Assert.Equal(level, written);
        Assert.StartsWith("Alert of 'orders', node 'load', run r1: ", text, StringComparison.Ordinal);
        Assert.Contains("a b", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_is_one_line()
    {
        var log = new Lines();
        await new LogChannel("log", log).SendAsync(Notifications.Of("i\nd") with { Pipeline = "p\r\n", Node = "n\n", Run = "r\u2028", Message = "m\n", Trigger = "t\n" }, default);
        Assert.DoesNotContain(Assert.Single(log.Written).Text, static c => char.IsControl(c) || c == '\u2028');
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void A_channel_needs_a_name(string name) => Assert.Throws<ArgumentException>(() => new LogChannel(name, new Lines()));
}
