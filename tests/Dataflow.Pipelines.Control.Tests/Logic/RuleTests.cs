using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>The rules of triggers, latches, runs and their ends.</summary>
public sealed class RuleTests
{
    [Fact]
    public void An_and_join_waits_for_all()
    {
        var text = new GraphText("a", "b", "join");
        var world = new LogicWorld(text.Node("a", "go", mode: StartMode.Repeat).Node("b", "a.started").Node("join", "a.completed & b.completed").Build())
            .Start().Publish("go").Complete("a");

        Assert.Equal("b", world.Running());
        Assert.Equal("join", world.Complete("b").Running());
        Assert.Equal("Completed", world.Complete("join").Ends());
    }

    [Fact]
    public void Two_events_of_one_name_are_one_latch()
    {
        var text = new GraphText("a", "b", "join");
        var world = new LogicWorld(text.Node("a", "go | b.started", mode: StartMode.Repeat).Node("b", "a.started").Node("join", "a.completed & b.completed").Build())
            .Start().Publish("go").Complete("a").Complete("a");
        Assert.Equal("b", world.Running());

        Assert.Equal("join", world.Complete("b").Running());
    }

    [Fact]
    public void A_branch_evaluates_its_guard_once_when_the_last_latch_is_set()
    {
        var text = new GraphText("check", "good", "bad");
        var evaluations = 0;
        text.Guards["high"] = at =>
        {
            evaluations++;
            return ((JsonOutputs)at.Outputs!).Number(0, "score") >= 0.9;
        };
        text.Guards["low"] = static at => ((JsonOutputs)at.Outputs!).Number(0, "score") < 0.9;
        var graph = text.Node("check", "go").Node("good", "check.completed ? high").Node("bad", "check.completed ? low").Build();

        var world = new LogicWorld(graph).Start().Publish("go");
        Assert.Equal(0, evaluations);
        Assert.Equal("good", world.Complete("check", """{"score":0.95}""").Running());
        Assert.Equal(1, evaluations);
        Assert.Equal("bad", new LogicWorld(graph).Start().Publish("go").Complete("check", """{"score":0.5}""").Running());
        Assert.Equal("", new LogicWorld(graph).Start().Publish("go").Complete("check", "{}").Running());
    }

    [Fact]
    public void One_event_fires_a_node_once_though_two_alternatives_name_it()
    {
        var text = new GraphText("a", "x");
        text.Guards["yes"] = static _ => true;
        var world = new LogicWorld(text.Node("a", "go").Node("x", "a.completed ? yes | a.completed", mode: StartMode.Repeat).Build()).Start().Publish("go").Complete("a");

        Assert.Single(world.Of<ExecutionScheduled>(), static change => change.Node == "x");
    }

    [Fact]
    public void An_event_of_no_run_sets_the_latch_in_the_runs_that_are_open_and_not_in_later_ones()
    {
        var text = new GraphText("a", "x");
        var world = new LogicWorld(text.Node("a", "go").Node("x", "a.completed & data.ready").Build(maxActiveRuns: 2))
            .Start().Publish("go").Publish("data.ready").Publish("go");
        world.Complete("a").Complete("a");

        Assert.Equal("x", world.Running());
        Assert.Equal(world.Of<RunOpened>().First().Run, world.Attempts.Single().Execution.Key.Run);
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void A_failure_that_a_trigger_takes_up_is_not_the_failure_of_the_run()
    {
        var text = new GraphText("a", "repair");
        var world = new LogicWorld(text.Node("a", "go").Node("repair", "a.failed").Build()).Start().Publish("go").Fail("a");

        Assert.Equal("repair", world.Running());
        Assert.Equal("Completed", world.Complete("repair").Ends());
    }

    [Fact]
    public void Schedules_of_one_instant_share_a_run_whose_id_is_the_instant()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "cron:0 2 * * *").Node("b", "cron:0 */2 * * *").Build()).Start().Advance(TimeSpan.FromHours(2));

        Assert.Equal("20261129T020000Z", world.State.Runs.Values.Single().Id);
        Assert.Equal("a b", string.Join(" ", world.Running().Split(' ').Order()));
    }

    [Fact]
    public void A_schedule_that_meets_an_active_Once_node_is_a_recorded_skipped_run()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "cron:0 * * * *", mode: StartMode.Once).Build()).Start().Advance(TimeSpan.FromHours(2));

        var skipped = world.Of<RunSkipped>().Single();
        Assert.StartsWith("20261129T020000Z-", skipped.Run, StringComparison.Ordinal);
        Assert.Contains("'a' is active", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_beyond_the_active_ones_wait_in_order()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "cron:0 * * * *").Build()).Start().Advance(TimeSpan.FromHours(3));

        Assert.Equal(["20261129T010000Z", "20261129T020000Z", "20261129T030000Z"], world.Of<RunOpened>().Select(static run => run.Run));
        Assert.Equal(["20261129T010000Z"], world.Attempts.Select(static attempt => attempt.Execution.Key.Run));
        world.Complete("a");
        Assert.Equal(["20261129T020000Z"], world.Attempts.Select(static attempt => attempt.Execution.Key.Run));
    }

    [Fact]
    public void A_firing_beyond_the_queue_is_a_recorded_skipped_run()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "go").Build(maxQueuedRuns: 2)).Start().Publish("go").Publish("go").Publish("go").Publish("go");

        Assert.Contains("2 runs wait already", world.Of<RunSkipped>().Single().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CatchUp.None, "")]
    [InlineData(CatchUp.Latest, "20261129T050000Z")]
    [InlineData(CatchUp.All, "20261129T010000Z 20261129T020000Z 20261129T030000Z 20261129T040000Z 20261129T050000Z")]
    public void After_a_downtime_missed_firings_are_made_up_for(CatchUp catchUp, string expected)
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "cron:0 * * * *").Build(maxActiveRuns: 10, catchUp: catchUp)).Start().Advance(TimeSpan.FromMinutes(30));
        world.Crash(TimeSpan.FromHours(5));

        Assert.Equal(expected, string.Join(" ", world.Of<RunOpened>().Select(static run => run.Run)));
        world.Advance(TimeSpan.FromHours(1));
        Assert.Equal("20261129T060000Z", world.Of<RunOpened>().Last().Run);
    }

    [Fact]
    public void The_recovery_of_a_host_is_no_start()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "pipeline.started").Node("b", "cron:@startup").Build()).Start();
        Assert.Equal(2, world.Of<RunOpened>().Count());
        world.Crash();

        Assert.Equal(2, world.Of<RunOpened>().Count());
    }

    [Fact]
    public void A_lost_host_fails_the_attempts_that_ran()
    {
        var text = new GraphText("a", "b");
        text.Guards["twice"] = static at => at.Attempts < 2;
        var world = new LogicWorld(text.Node("a", "go", retry: "? twice").Node("b", "go").Build()).Start().Publish("go").Crash();

        Assert.Equal(2, world.Of<ExecutionFailed>().Count(static change => change.Error == "the host was lost while the attempt ran"));
        Assert.Equal("a", world.Advance(TimeSpan.FromSeconds(1)).Running());
        Assert.Equal("Failed", world.Complete("a").Ends());
    }

    [Fact]
    public void A_value_that_becomes_true_opens_a_run_and_staying_true_does_not()
    {
        var graph = new ControlGraph("test")
        {
            Nodes = [new ControlNode("a", ControlNodeKind.Work) { Start = new Trigger("lag > 5", new Disjunct { Guard = static at => at.Metric(0, "lag") > 5, ReadsSamples = true }) }],
            CreateOutputs = static () => new JsonOutputs(),
        };
        var world = new LogicWorld(graph).Start().Tick();
        Assert.Empty(world.Of<RunOpened>());
        world.Samples.Metrics[(0, "lag")] = 10;
        world.Tick().Tick().Complete("a");
        Assert.Single(world.Of<RunOpened>());

        world.Crash().Tick();
        Assert.Single(world.Of<RunOpened>());
        world.Samples.Metrics[(0, "lag")] = 0;
        world.Tick();
        world.Samples.Metrics[(0, "lag")] = 10;
        Assert.Equal(2, world.Tick().Of<RunOpened>().Count());
    }

    [Fact]
    public void A_higher_priority_takes_the_next_slot_of_its_pool()
    {
        var text = new GraphText("a", "low", "high");
        var world = new LogicWorld(text.Node("a", "go").Node("low", "a.started").Node("high", "a.started", priority: 5).Build(slots: 1)).Start().Publish("go").Complete("a");

        Assert.Equal("high", world.Running());
        Assert.Equal("low", world.Complete("high").Running());
    }

    [Fact]
    public void A_cancelled_run_stops_what_runs_and_starts_nothing_more()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "go").Node("b", "a.stopped | a.completed").Build()).Start().Publish("go");
        var run = world.State.Runs.Values.Single().Id;
        world.Do(commands => commands.CancelRun(run, "ann", "wrong data")).Stopped("a");

        Assert.Equal("", world.Running());
        Assert.Equal("Cancelled", world.Ends());
    }

    [Fact]
    public void Marking_a_failed_node_as_completed_lets_what_follows_start()
    {
        var text = new GraphText("a", "b", "c");
        var world = new LogicWorld(text.Node("a", "go").Node("b", "go").Node("c", "a.completed").Build()).Start().Publish("go").Fail("a");
        var run = world.State.Runs.Values.Single().Id;
        world.Do(commands => commands.MarkCompleted(run, "a", "", "ann", "repaired by hand"));

        Assert.Equal("b c", world.Running());
        Assert.Equal("Completed", world.Complete("b").Complete("c").Ends());
    }

    [Fact]
    public void A_retried_node_starts_again_and_so_does_what_follows()
    {
        var text = new GraphText("a", "keep", "b", "c");
        var world = new LogicWorld(text.Node("a", "go").Node("keep", "go").Node("b", "a.completed | a.failed").Node("c", "b.completed").Build())
            .Start().Publish("go").Fail("a").Complete("b").Complete("c");
        var run = world.State.Runs.Values.Single().Id;
        world.Do(commands => commands.RetryNode(run, "a", "ann", "data repaired")).Complete("a").Complete("b").Complete("c").Complete("keep");

        Assert.Equal("Completed", world.Ends());
        Assert.Equal([1, 2], world.Of<ExecutionScheduled>().Where(static change => change.Node == "c").Select(static change => change.Number));
        Assert.Single(world.Of<ExecutionScheduled>(), static change => change.Node == "keep");
    }

    [Fact]
    public void One_event_opens_one_run_whatever_it_starts()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "go").Node("b", "go").Build()).Start().Publish("go");

        Assert.Single(world.Of<RunOpened>());
        Assert.Equal("a b", world.Running());
    }

    [Fact]
    public void Triggers_that_fire_each_other_without_end_cancel_the_run()
    {
        var text = new GraphText("a", "b");
        text.Guards["yes"] = static _ => true;
        var world = new LogicWorld(text.Node("a", "go").Node("b", "a.started | b.skipped", skip: "? yes", mode: StartMode.Repeat).Build()).Start().Publish("go").Stopped("a");

        Assert.Equal("Cancelled", world.Ends());
        Assert.Contains("triggers of 'b' fire each other without end", world.Of<RunCancelRequested>().Single().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restart_begins_with_the_newest_snapshot()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "left & right").Node("b", "cron:0 * * * *").Build()).Start().Publish("left");
        for (var i = 0; i < 1500; i++)
        {
            world.Publish("other");
        }

        var snapshot = Assert.Single(world.Of<PipelineSnapshot>());
        world.Journal.RemoveRange(0, world.Journal.IndexOf(snapshot));
        world.Crash().Publish("right");
        Assert.Equal("a", world.Running());
        Assert.Equal(1500, world.State.WithoutTrigger);
        world.Advance(TimeSpan.FromHours(1));
        Assert.Equal("a b", world.Running());
    }

    [Fact]
    public void A_value_of_the_run_that_becomes_true_with_its_last_execution_still_starts_a_node()
    {
        var graph = new ControlGraph("test")
        {
            Nodes =
            [
                new ControlNode("a", ControlNodeKind.Work) { Start = new Trigger("event:go", new Disjunct { Latches = [0] }) },
                new ControlNode("x", ControlNodeKind.Work)
                {
                    Start = new Trigger("a.rows > 5", new Disjunct { Guard = static at => ((JsonOutputs)at.Outputs!).Number(0, "rows") > 5, Reads = [0], ReadsRun = true }),
                },
            ],
            Events = [ControlEvent.External("go")],
            CreateOutputs = static () => new JsonOutputs(),
        };
        var world = new LogicWorld(graph).Start().Publish("go").Complete("a", """{"rows":7}""");

        Assert.Equal("x", world.Running());
        Assert.Equal("Completed", world.Complete("x").Ends());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stop_during_a_restart_is_final(bool isRunCancelled)
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "go", stop: "halt", restart: "again").Build()).Start().Publish("go").Publish("again");
        var run = world.State.Runs.Values.Single().Id;
        _ = isRunCancelled ? world.Do(commands => commands.CancelRun(run, "ann", "")) : world.Publish("halt");
        world.Stopped("a");

        Assert.Equal("", world.Running());
        Assert.Equal(isRunCancelled ? "Cancelled" : "Completed", world.Ends());
    }

    [Fact]
    public void An_event_without_a_trigger_is_counted()
    {
        var text = new GraphText("a");
        var world = new LogicWorld(text.Node("a", "go").Build()).Start().Publish("other.event");

        Assert.Equal(1, world.State.WithoutTrigger);
        Assert.False(world.Of<EventPublished>().Single().HasTrigger);
    }

    [Fact]
    public void While_paused_nothing_starts_and_running_nodes_continue()
    {
        var text = new GraphText("a", "b");
        var world = new LogicWorld(text.Node("a", "go").Node("b", "a.completed").Build()).Start().Publish("go").Do(static commands => commands.Pause("ann", "release")).Complete("a");
        Assert.Equal("", world.Running());
        Assert.Equal("b", world.Do(static commands => commands.Resume("ann", "")).Running());
    }
}
