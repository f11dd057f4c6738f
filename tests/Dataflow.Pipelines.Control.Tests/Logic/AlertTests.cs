using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>When alerts are raised, resolved and repeated, in runs and outside of them, and after a restart.</summary>
public sealed class AlertTests
{
    [Fact]
    public void An_event_raises_an_alert_of_its_own_each_time()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "go", alerts: text.Alert("a.failed", message: static at => "in run " + at.RunId)).Build())
            .Start().Publish("go").Fail("a").Publish("go").Fail("a");

        var fired = world.Of<AlertFired>().ToList();
        Assert.Equal(2, fired.Count);
        Assert.All(fired, static alert => Assert.True(alert.IsEvent));
        Assert.Equal(world.Of<RunOpened>().Select(static opened => "in run " + opened.Run), fired.Select(static alert => alert.Message));
        Assert.Equal(2, world.Sent.Select(static sent => sent.Id).Distinct().Count());
        Assert.All(world.Sent, static sent => Assert.Equal(AlertStatus.Firing, sent.Status));
        Assert.Empty(world.Of<AlertResolved>());
        Assert.Empty(world.State.Alerts);

        // It does not take up the failure.
        Assert.Equal("Failed Failed", world.Ends());
    }

    [Fact]
    public void Only_the_final_failure_raises_an_alert()
    {
        var text = new GraphText("a");
        text.Guards["three"] = static at => at.Attempts < 3;
        var world = new LogicWorld(text.Node("a", "go", retry: "? three", alerts: text.Alert("a.failed")).Build()).Start().Publish("go").Fail("a").Advance(TimeSpan.FromMinutes(1)).Fail("a");
        Assert.Empty(world.Sent);

        world.Advance(TimeSpan.FromMinutes(1)).Fail("a");
        var sent = Assert.Single(world.Sent);
        Assert.Equal(("test", "a", "'a': a.failed", "a.failed"), (sent.Pipeline, sent.Node, sent.Message, sent.Trigger));
        Assert.Equal(world.Of<RunOpened>().Single().Run, sent.Run);
        Assert.Equal($"test/a/{world.Now:yyyyMMdd'T'HHmmss'Z'}-{world.Of<AlertFired>().Single().Alert}:1", sent.Id);
    }

    [Fact]
    public void The_guard_of_a_firing_with_events_decides_each_time()
    {
        var text = new GraphText("a");
        text.Guards["many"] = static at => ((JsonOutputs)at.Outputs!).Number(0, "rows") > 5;
        var world = new LogicWorld(text.Node("a", "go", alerts: text.Alert("a.completed ? many")).Build()).Start();
        foreach (var rows in (int[])[7, 3, 9])
        {
            world.Publish("go").Complete("a", $$"""{"rows":{{rows}}}""");
        }

        Assert.Equal(world.Of<RunOpened>().Select(static opened => opened.Run).Where(static (_, i) => i != 1), world.Sent.Select(static sent => sent.Run));
    }

    [Fact]
    public void A_condition_in_a_run_fires_when_it_becomes_true_and_is_resolved_when_it_is_false()
    {
        var world = new LogicWorld(Rows()).Start().Publish("go").Complete("a", """{"rows":7}""");
        Assert.Equal(AlertStatus.Firing, Assert.Single(world.Sent).Status);
        var open = Assert.Single(world.State.Alerts.Values);

        world.Complete("b", """{"rows":3}""");
        Assert.Equal(["1", "resolved"], Steps(world));
        Assert.Equal(open.Alert, world.Of<AlertResolved>().Single().Alert);
        Assert.Empty(world.State.Alerts);

        world.Complete("c", """{"rows":9}""");
        Assert.Equal(["1", "resolved", "1"], Steps(world));
        Assert.NotEqual(world.Sent[0].Id, world.Sent[2].Id);
    }

    [Fact]
    public void The_end_of_a_run_resolves_its_alerts()
    {
        var world = new LogicWorld(Rows()).Start().Publish("go").Complete("a", """{"rows":7}""").Complete("b", """{"rows":8}""").Complete("c", """{"rows":9}""");
        Assert.Single(world.State.Alerts);

        world.Complete("keep");
        Assert.Equal("Completed", world.Ends());
        Assert.Equal(["1", "resolved"], Steps(world));
        Assert.Equal(world.Sent[0].Message, world.Sent[1].Message);
        Assert.Empty(world.State.Alerts);
    }

    [Fact]
    public void A_cancelled_run_resolves_its_alerts()
    {
        var world = new LogicWorld(Rows()).Start().Publish("go").Complete("a", """{"rows":7}""");
        var run = world.State.Runs.Values.Single().Id;
        world.Do(commands => commands.CancelRun(run, "ann", "")).Stopped("keep").Stopped("b");

        Assert.Equal("Cancelled", world.Ends());
        Assert.Equal(["1", "resolved"], Steps(world));
    }

    [Fact]
    public void An_alert_with_two_conditions_is_open_while_one_of_them_is_true()
    {
        var (world, set) = Lag("? lag | ? errors");
        set("lag", 20);
        set("errors", 1);
        set("lag", 0);
        Assert.Equal(["1"], Steps(world));

        set("errors", 0);
        Assert.Equal(["1", "resolved"], Steps(world));
        Assert.Null(world.Sent[0].Run);
    }

    [Fact]
    public void An_open_alert_is_repeated_at_its_interval_with_the_present_values()
    {
        var (world, set) = Lag("? lag", TimeSpan.FromHours(4));
        set("lag", 20);
        world.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(2));
        Assert.Single(world.Sent);

        set("lag", 30);
        world.Advance(TimeSpan.FromHours(4));
        Assert.Equal(["1", "2", "3"], Steps(world));
        Assert.Equal(["lag 20", "lag 30", "lag 30"], world.Sent.Select(static sent => sent.Message));
        Assert.Equal([1, 2], world.Of<AlertRepeated>().Select(static repeated => repeated.Count));

        set("lag", 0);
        world.Advance(TimeSpan.FromHours(9));
        Assert.Equal(["1", "2", "3", "resolved"], Steps(world));
    }

    [Fact]
    public void Without_an_interval_it_is_sent_once()
    {
        var (world, set) = Lag("? lag");
        set("lag", 20);
        world.Advance(TimeSpan.FromHours(30));
        Assert.Equal(["1"], Steps(world));
    }

    [Fact]
    public void After_a_restart_an_open_alert_is_not_sent_again_before_its_interval()
    {
        var (world, set) = Lag("? lag", TimeSpan.FromHours(4));
        set("lag", 20);
        world.Crash(TimeSpan.FromHours(1)).Advance(TimeSpan.FromHours(2));
        Assert.Equal(["1"], Steps(world));

        // The downtime is longer than several intervals.
        world.Crash(TimeSpan.FromHours(30)).Tick();
        Assert.Equal(["1", "2"], Steps(world));
    }

    [Fact]
    public void A_condition_that_has_become_false_in_a_downtime_is_resolved_and_not_repeated()
    {
        var (world, set) = Lag("? lag", TimeSpan.FromHours(4));
        set("lag", 20);
        world.Samples.Metrics[(0, "lag")] = 0;
        world.Crash(TimeSpan.FromHours(30)).Tick();
        Assert.Equal(["1", "resolved"], Steps(world));
    }

    [Fact]
    public void An_alert_that_the_class_no_longer_has_is_resolved()
    {
        var (world, set) = Lag("? lag");
        set("lag", 20);
        var text = new GraphText("other");
        world.Crash(graph: text.Node("other", kind: ControlNodeKind.Stream).Build());
        Assert.Equal(["1", "resolved"], Steps(world));
        Assert.Empty(world.State.Alerts);
    }

    [Fact]
    public void A_restart_from_a_snapshot_has_the_open_alerts_and_the_silences()
    {
        var (world, set) = Lag("? lag", TimeSpan.FromHours(4));
        set("lag", 20);
        world.Do(commands => commands.Alerts.Silence("lag", null, world.Now.AddHours(10), "ann", ""));
        for (var i = 0; i < 1000; i++)
        {
            world.Publish("other");
        }

        var snapshot = Assert.Single(world.Of<PipelineSnapshot>());
        world.Journal.RemoveRange(0, world.Journal.IndexOf(snapshot));
        var before = (world.State.Alerts.Values.Single(), world.State.Silences.Single());
        world.Crash();
        Assert.Equal(before, (world.State.Alerts.Values.Single(), world.State.Silences.Single()));

        world.Samples.Metrics[(0, "lag")] = 0;
        world.Do(commands => commands.Alerts.Unsilence("lag", null, "ann", "")).Tick();
        Assert.Equal(["1", "resolved"], Steps(world));
    }

    private static IEnumerable<string> Steps(LogicWorld world) => world.Sent.Select(static sent => sent.Id.Split(':')[1]);

    // The alert is about the newest number of rows; 'keep' keeps the run open.
    private static ControlGraph Rows()
    {
        var text = new GraphText("a", "b", "c", "keep");
        text.Guards["many"] = static at => at.Outputs is JsonOutputs outputs && (outputs.Number(2, "rows") ?? outputs.Number(1, "rows") ?? outputs.Number(0, "rows")) > 5;
        return text.Node("a", "go", alerts: text.Alert("? many")).Node("b", "a.completed").Node("c", "b.completed").Node("keep", "go").Build();
    }

    // A stream node with metrics; the function sets one, and a second passes.
    private static (LogicWorld World, Action<string, double> Set) Lag(string when, TimeSpan? repeatEvery = null)
    {
        var text = new GraphText("lag");
        text.Guards["lag"] = static at => at.Metric(0, "lag") > 10;
        text.Guards["errors"] = static at => at.Metric(0, "errors") > 0;
        text.Sampled.UnionWith(["lag", "errors"]);
        var alert = text.Alert(when, repeatEvery, message: static at => "lag " + at.Metric(0, "lag"));
        var world = new LogicWorld(text.Node("lag", kind: ControlNodeKind.Stream, alerts: alert).Build()).Start();
        return (world, (name, value) =>
        {
            world.Samples.Metrics[(0, name)] = value;
            world.Tick();
        }
        );
    }
}
