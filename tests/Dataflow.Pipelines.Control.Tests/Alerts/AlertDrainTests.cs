using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>What a stop does with notifications that wait, and what is written to the log.</summary>
public sealed class AlertDrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly DelayTime _time = new();
    private readonly Reports _reports = new();
    private readonly Lines _lines = new();
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task A_stop_sends_what_waits()
    {
        var channel = Gated(static _ => null);
        var stopping = await StopAsync(channel, "0", "1", "2");
        _gate.SetResult();
        await stopping.WaitAsync(Patience);
        Assert.Equal(["0", "1", "2"], channel.Sent);
        await ExpectAsync(("0", DeliveryOutcome.Delivered), ("1", DeliveryOutcome.Delivered), ("2", DeliveryOutcome.Delivered));
    }

    [Fact]
    public async Task A_stop_ends_at_its_limit()
    {
        var stopping = await StopAsync(Gated(static _ => null), "0", "1");
        await _time.NextAsync("the limit of the stop", static due => due == Limit);
        Assert.False(stopping.IsCompleted);
        _time.Advance(Limit);
        await stopping.WaitAsync(Patience);
        await ExpectAsync(("0", DeliveryOutcome.Stopped), ("1", DeliveryOutcome.Stopped));
    }

    [Fact]
    public async Task A_notification_that_is_not_delivered_in_a_stop_is_not_overtaken()
    {
        var channel = Gated(static attempt => attempt == 2 ? new AlertDeliveryException("down") : null);
        var stopping = await StopAsync(channel, "0", "1", "2");
        _gate.SetResult();
        await stopping.WaitAsync(Patience);
        Assert.Equal(["0"], channel.Sent);
        await ExpectAsync(("0", DeliveryOutcome.Delivered), ("1", DeliveryOutcome.Stopped), ("2", DeliveryOutcome.Stopped));
    }

    [Fact]
    public async Task A_permanent_fault_in_a_stop_is_given_up_and_the_next_one_is_sent()
    {
        var channel = Gated(static attempt => attempt == 1 ? new AlertDeliveryException("wrong") { IsPermanent = true } : null);
        var stopping = await StopAsync(channel, "0", "1");
        _gate.SetResult();
        await stopping.WaitAsync(Patience);
        await ExpectAsync(("0", DeliveryOutcome.GivenUp), ("1", DeliveryOutcome.Delivered));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_next_attempt()
    {
        var channel = new TestChannel("a", static (_, _) => throw new AlertDeliveryException("down"));
        var sender = Sender(channel);
        sender.Send("a", Notifications.Of("0"));
        sender.Send("a", Notifications.Of("1"));
        await ExpectAsync(("0", DeliveryOutcome.AttemptFailed));
        await sender.DisposeAsync().AsTask().WaitAsync(Patience);
        await ExpectAsync(("0", DeliveryOutcome.Stopped), ("1", DeliveryOutcome.Stopped));
        await sender.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_without_a_drain_sends_nothing_more()
    {
        var channel = Gated(static _ => null);
        var sender = Sender(channel);
        Assert.All(["0", "1"], id => Assert.True(sender.Send("a", Notifications.Of(id))));
        await _begun.Task.WaitAsync(Patience);
        await sender.StopAsync(drains: false).WaitAsync(Patience);
        Assert.Empty(channel.Sent);
        await ExpectAsync(("0", DeliveryOutcome.Stopped), ("1", DeliveryOutcome.Stopped));
    }

    [Fact]
    public async Task What_no_person_gets_is_logged_as_an_error()
    {
        await using (var sender = Sender(new TestChannel("a", static (_, _) => throw new AlertDeliveryException("wrong\nline") { IsPermanent = true })))
        {
            sender.Send("a", Notifications.Of("0"));
            sender.Send("b", Notifications.Of("1"));
            await _reports.NextAsync();
            await _reports.NextAsync();
        }

        Assert.Contains((LogLevel.Error, "Notification 0 on alert channel 'a': GivenUp after 1 attempts. wrong line"), _lines.Written);
        Assert.Contains(_lines.Written, static line => line.Level == LogLevel.Error && line.Text.StartsWith("Notification 1 on alert channel 'b': Refused", StringComparison.Ordinal));
    }

    private AlertSender Sender(IAlertChannel channel) =>
        new([channel], _reports, new AlertSenderOptions { Random = new Random(1), Time = _time, DrainLimit = Limit, Logger = _lines });

    /// <summary>A channel whose first attempt waits for the gate.</summary>
    private TestChannel Gated(Func<int, Exception?> fault) => new("a", async (attempt, cancel) =>
    {
        _begun.TrySetResult();
        await _gate.Task.WaitAsync(cancel);
        if (fault(attempt) is { } it)
        {
            throw it;
        }
    });

    /// <summary>Begins a stop while the first notification is being sent.</summary>
    private async Task<Task> StopAsync(IAlertChannel channel, params string[] ids)
    {
        var sender = Sender(channel);
        Assert.All(ids, id => Assert.True(sender.Send("a", Notifications.Of(id))));
        await _begun.Task.WaitAsync(Patience);
        return sender.DisposeAsync().AsTask();
    }

    private async Task ExpectAsync(params (string Id, DeliveryOutcome Outcome)[] expected)
    {
        foreach (var it in expected)
        {
            var report = await _reports.NextAsync();
            Assert.Equal(it, (report.Notification.Id, report.Outcome));
        }
    }
}
