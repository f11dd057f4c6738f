using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>Notifications and the actor: they are durable before they are sent, and are sent until they are delivered, by the owner only.</summary>
public sealed class AlertActorTests
{
    [Fact]
    public void A_notification_is_sent_after_its_alert_is_durable_and_its_delivery_is_recorded()
    {
        var world = new ActorWorld(Failing());
        world.Start(world.StartInstance());
        world.RunUntilEnded(1);

        var sent = Assert.Single(Assert.Single(world.Senders).Sent);
        var fired = Assert.Single(world.Changes().OfType<AlertFired>());
        Assert.EndsWith($"-{fired.Alert}:1", sent.Id, StringComparison.Ordinal);
        Assert.Empty(Outbox(world));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kill_before_or_after_any_append_loses_no_notification(bool isAfter)
    {
        for (var (kill, isReached) = (0, true); isReached; kill++)
        {
            var world = new ActorWorld(Failing());
            isReached = KillAt(world, kill, isAfter);
            var sent = world.Senders.SelectMany(static sender => sender.Sent).Select(static sent => sent.Id).ToList();

            // One sent twice has the same id; none is of an alert that is not in the journal.
            Assert.EndsWith($"-{Assert.Single(world.Changes().OfType<AlertFired>()).Alert}:1", Assert.Single(sent.Distinct()), StringComparison.Ordinal);
            Assert.Empty(Outbox(world));
        }
    }

    [Fact]
    public void A_kill_between_the_append_and_the_sending_sends_it_after_the_restart()
    {
        var world = new ActorWorld(Failing());
        IReadOnlyList<Change> appended = [];
        world.Store.OnAppend = changes => appended = changes;
        world.Store.OnAppended = () =>
        {
            if (appended.Any(static change => change is AlertFired))
            {
                world.Store.OnAppended = static () => { };
                throw new KilledException();
            }
        };
        world.Start(world.StartInstance());
        world.Advance(TimeSpan.FromSeconds(90));
        Assert.Empty(world.Senders[0].Sent);
        var waiting = Assert.Single(Outbox(world));

        world.StartInstance("second");
        world.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(waiting.Notification, Assert.Single(world.Senders[1].Sent));
        Assert.Empty(Outbox(world));

        world.StartInstance("third");
        world.Advance(TimeSpan.FromSeconds(40));
        Assert.Empty(world.Senders[2].Sent);
        Assert.Single(world.Changes().OfType<AlertFired>());
    }

    [Fact]
    public void What_a_stop_could_not_deliver_is_sent_by_the_next_owner()
    {
        var world = new ActorWorld(Failing()) { Delivers = false };
        var first = world.StartInstance();
        world.Start(first);
        world.RunUntilEnded(1);
        world.Scheduler.RunUntil(first.DisposeAsync().AsTask(), "the stop");
        Assert.True(world.Senders[0].Drained);

        world.Delivers = true;
        world.StartInstance("second");
        Assert.Equal(world.Senders[0].Sent, world.Senders[1].Sent);
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void What_a_stop_delivers_is_recorded_before_the_lease_is_given_back()
    {
        var world = new ActorWorld(Failing()) { Delivers = false };
        var first = world.StartInstance();
        world.Start(first);
        world.RunUntilEnded(1);
        world.Delivers = true;
        world.Scheduler.RunUntil(first.DisposeAsync().AsTask(), "the stop");
        Assert.Empty(Outbox(world));
        world.StartInstance("second");
        Assert.Empty(world.Senders[1].Sent);
    }

    [Fact]
    public void An_instance_that_waits_sends_nothing_and_one_that_has_lost_its_lease_stops_at_once()
    {
        var world = new ActorWorld(Failing()) { Delivers = false };
        var first = world.StartInstance("one");
        world.Start(first);
        var second = world.StartInstance("two", isOther: true);
        world.RunUntilEnded(1);
        Assert.Single(world.Senders);

        var resume = world.Freeze("one");
        world.Advance(TimeSpan.FromSeconds(30));
        Assert.True(second.IsOwner);
        Assert.Equal(world.Senders[0].Sent, world.Senders[1].Sent);

        resume();
        world.Advance(TimeSpan.FromSeconds(20));
        Assert.False(first.IsOwner);
        Assert.False(world.Senders[0].Drained);
        Assert.Single(Outbox(world));
    }

    [Fact]
    public async Task A_command_in_the_inbox_silences_and_its_errors_are_its_answer()
    {
        var world = new ActorWorld(Failing());
        world.Start(world.StartInstance());
        var until = world.Time.GetUtcNow().AddHours(1);
        var silenced = await SendAsync(world, "1", new SilenceAlerts("load", null, until, "maintenance"));
        var refused = await SendAsync(world, "2", new SilenceAlerts("laod", 1, until, ""));
        world.RunUntilEnded(1);

        Assert.True((await world.Store.FindAnswerAsync("test", silenced, TestContext.Current.CancellationToken))!.IsDone);
        var answer = await world.Store.FindAnswerAsync("test", refused, TestContext.Current.CancellationToken);
        Assert.Equal((false, "Pipeline 'test' has no node 'laod'; did you mean 'load'?"), (answer!.IsDone, answer.Text));
        Assert.Equal(until, world.Changes().OfType<AlertFired>().Single().SilencedUntil);
        Assert.Empty(world.Senders.Single().Sent);
        Assert.Empty(Outbox(world));
    }

    private static async Task<long> SendAsync(ActorWorld world, string key, ControlCommand command)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(command, CommandJson.Default.ControlCommand);
        return (await world.Store.SendAsync("test", new InboxItem(InboxKind.Command, key, body, "ann"), TestContext.Current.CancellationToken))!.Value;
    }

    private static IReadOnlyList<OutgoingAlert> Outbox(ActorWorld world)
    {
        var outbox = world.Store.LoadOutboxAsync("test", CancellationToken.None);
        Assert.True(outbox.IsCompletedSuccessfully);
        return outbox.GetAwaiter().GetResult();
    }

    // Kills the instance at an append, and lets another one end the run.
    private static bool KillAt(ActorWorld world, int kill, bool isAfter)
    {
        var (count, isKilled) = (-1, false);
        world.Store.OnAppend = _ =>
        {
            count++;
            Kill(when: false);
        };
        world.Store.OnAppended = () => Kill(when: true);
        _ = world.StartInstance().CallAsync(static (logic, now) => logic.Start(now, "test"));
        world.Advance(TimeSpan.FromSeconds(90));
        if (isKilled)
        {
            _ = world.StartInstance("second").CallAsync(static (logic, now) => logic.Start(now, "test"));
            world.RunUntilEnded(1);
            world.Advance(TimeSpan.FromSeconds(20));
        }

        return isKilled;

        void Kill(bool when)
        {
            if (count == kill && when == isAfter && !isKilled)
            {
                isKilled = true;
                throw new KilledException();
            }
        }
    }

    // Fails one minute after the start, so that a test can do something before.
    private static ControlGraph Failing()
    {
        var text = new GraphText("load");
        return text.Node("load", "cron:1 * * * *", work: static _ => static (_, _) => throw new InvalidOperationException("no disk"), alerts: text.Alert("load.failed")).Build();
    }

    private sealed class KilledException : Exception;
}
