using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Tests.Alerts.Support;

namespace Dataflow.Pipelines.Control.Tests.Alerts;

/// <summary>Attempts, delays and queues in virtual time.</summary>
public sealed class AlertSenderTests
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly DelayTime _time = new();
    private readonly Reports _reports = new();

    [Fact]
    public async Task A_server_that_fails_and_then_works_gets_the_notification_once_more()
    {
        await using var server = new HttpReceiver(HttpReceiver.Answer(500), HttpReceiver.Answer(429, "Retry-After: 600\r\n"));
        var channel = new SlackWebhookChannel(new SlackWebhookOptions { Name = "a", Url = server.Url("/T0KEN"), AllowPrivateAddresses = ["127.0.0.1"] }, _time);
        await using var sender = Sender(channel);
        Assert.True(sender.Send("a", Notifications.Of()));

        var first = await FailedAsync(1);
        Assert.InRange(first.TotalSeconds, 22.5, 37.5);

        // The receiver asked for more than the backoff of about a minute.
        Assert.Equal(600, (await FailedAsync(2)).TotalSeconds);
        Assert.Equal((DeliveryOutcome.Delivered, 3, null), Short(await _reports.NextAsync()));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task It_gives_up_after_the_last_attempt_about_an_hour_later()
    {
        await using var sender = Sender(new TestChannel("a", static (_, _) => throw new AlertDeliveryException("down")));
        var start = _time.GetUtcNow();
        sender.Send("a", Notifications.Of());
        for (var attempt = 1; attempt < 8; attempt++)
        {
            await FailedAsync(attempt);
        }

        Assert.Equal((DeliveryOutcome.GivenUp, 8, "down"), Short(await _reports.NextAsync()));
        Assert.InRange((_time.GetUtcNow() - start).TotalMinutes, 47, 80);
    }

    [Fact]
    public async Task A_permanent_fault_is_given_up_at_once()
    {
        await using var sender = Sender(new TestChannel("a", static (_, _) => throw new AlertDeliveryException("wrong") { IsPermanent = true }));
        sender.Send("a", Notifications.Of());
        Assert.Equal((DeliveryOutcome.GivenUp, 1, "wrong"), Short(await _reports.NextAsync()));
    }

    [Fact]
    public async Task An_unknown_fault_shows_its_type_only()
    {
        await using var sender = Sender(new TestChannel("a", static (n, _) => n == 1 ? throw new InvalidOperationException("T0KEN") : Task.CompletedTask));
        sender.Send("a", Notifications.Of());
        var report = await _reports.NextAsync();
        Assert.Contains("InvalidOperationException", report.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_ignores_its_cancellation_times_out()
    {
        await using var sender = Sender(new TestChannel("a", static (n, _) => n == 1 ? new TaskCompletionSource().Task : Task.CompletedTask));
        sender.Send("a", Notifications.Of());
        await _time.NextAsync("the timeout of the attempt", static due => due == AttemptTimeout);
        _time.Advance(AttemptTimeout);
        await FailedAsync(1, "no answer within 10 s");
        Assert.Equal((DeliveryOutcome.Delivered, 2, null), Short(await _reports.NextAsync()));
    }

    [Fact]
    public async Task An_attempt_that_blocks_its_thread_times_out_and_does_not_hold_a_stop_up()
    {
        using var gate = new ManualResetEventSlim();
        await using (var sender = Sender(new TestChannel("a", (n, _) =>
        {
            gate.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            return Task.FromException(new InvalidOperationException("nobody waits for it"));
        })))
        {
            sender.Send("a", Notifications.Of());
            await _time.NextAsync("the timeout of the attempt", static due => due == AttemptTimeout);
            _time.Advance(AttemptTimeout);
            await FailedAsync(1, "no answer within 10 s");
        }

        Assert.Equal(DeliveryOutcome.Stopped, (await _reports.NextAsync()).Outcome);
        gate.Set();
    }

    [Fact]
    public async Task A_dead_channel_delays_no_other_and_order_is_kept()
    {
        var dead = new TestChannel("dead", static (_, cancel) => Task.Delay(Timeout.Infinite, cancel));
        var works = new TestChannel("works", static (_, _) => Task.CompletedTask);
        var ids = Enumerable.Range(0, 20).Select(static i => $"n{i}").ToList();
        await using (var sender = Sender(dead, works))
        {
            sender.Send("dead", Notifications.Of("first"));
            ids.ForEach(id => Assert.True(sender.Send("works", Notifications.Of(id))));
            foreach (var id in ids)
            {
                var report = await _reports.NextAsync();
                Assert.Equal(("works", id, DeliveryOutcome.Delivered), (report.Channel, report.Notification.Id, report.Outcome));
            }

            Assert.Equal(ids, works.Sent);
        }

        Assert.Equal(("dead", DeliveryOutcome.Stopped), (await _reports.NextAsync()) is var last ? (last.Channel, last.Outcome) : default);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_reports_and_a_stop_reports_what_waits()
    {
        var begun = new TaskCompletionSource();
        var sender = Sender(
            Options() with { QueueCapacity = 2 },
            new TestChannel("a", (_, cancel) =>
            {
                begun.TrySetResult();
                return Task.Delay(Timeout.Infinite, cancel);
            }));
        sender.Send("a", Notifications.Of("0"));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(sender.Send("a", Notifications.Of("1")));
        Assert.True(sender.Send("a", Notifications.Of("2")));
        Assert.False(sender.Send("a", Notifications.Of("3")));
        var refused = await _reports.NextAsync();
        Assert.Equal(("3", DeliveryOutcome.Refused), (refused.Notification.Id, refused.Outcome));

        await sender.DisposeAsync();
        foreach (var id in new[] { "0", "1", "2" })
        {
            var report = await _reports.NextAsync();
            Assert.Equal((id, DeliveryOutcome.Stopped), (report.Notification.Id, report.Outcome));
        }

        Assert.False(sender.Send("a", Notifications.Of("4")));
        Assert.Equal((DeliveryOutcome.Refused, 0, "Alert channel 'a' has stopped."), Short(await _reports.NextAsync()));
    }

    [Fact]
    public void Two_channels_with_one_name_are_an_error()
    {
        var fault = Assert.Throws<ArgumentException>(() => Sender(new TestChannel("a", static (_, _) => Task.CompletedTask), new TestChannel("a", static (_, _) => Task.CompletedTask)));
        Assert.Contains("'a'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_errors() => Assert.All(
        new[]
        {
            Options() with { MaxAttempts = 0 },
            Options() with { AttemptTimeout = TimeSpan.Zero },
            Options() with { FirstDelay = TimeSpan.Zero },
            Options() with { MaxDelay = TimeSpan.FromSeconds(1) },
            Options() with { QueueCapacity = 0 },
            Options() with { DrainLimit = TimeSpan.FromSeconds(-1) },
        },
        options => Assert.Throws<ArgumentOutOfRangeException>(() => Sender(options)));

    [Fact]
    public async Task A_channel_that_does_not_exist_is_reported_with_those_that_do()
    {
        await using var sender = Sender(new TestChannel("slack", static (_, _) => Task.CompletedTask));
        Assert.False(sender.Send("slak", Notifications.Of()));
        var report = await _reports.NextAsync();
        Assert.Equal(DeliveryOutcome.Refused, report.Outcome);
        Assert.Contains("'slak': there are 'slack'", report.Reason, StringComparison.Ordinal);
    }

    private static (DeliveryOutcome Outcome, int Attempt, string? Reason) Short(DeliveryReport report) => (report.Outcome, report.Attempt, report.Reason);

    private AlertSenderOptions Options() => new() { Random = new Random(1), Time = _time, DrainLimit = TimeSpan.Zero };

    private AlertSender Sender(params IAlertChannel[] channels) => Sender(Options(), channels);

    private AlertSender Sender(AlertSenderOptions options, params IAlertChannel[] channels) => new(channels, _reports, options);

    /// <summary>Expects a failed attempt and advances to the next one.</summary>
    private async Task<TimeSpan> FailedAsync(int attempt, string reason = "")
    {
        var report = await _reports.NextAsync();
        Assert.Equal((DeliveryOutcome.AttemptFailed, attempt), (report.Outcome, report.Attempt));
        Assert.Contains(reason, report.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("T0KEN", report.Reason, StringComparison.Ordinal);
        var delay = report.NextAttempt!.Value - report.At;
        await _time.NextAsync($"the delay after attempt {attempt}", due => (due - delay).Duration() < TimeSpan.FromMilliseconds(1)); // Timers count milliseconds.
        _time.Advance(delay);
        return delay;
    }
}
