using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Stream nodes: when the job of their graph begins, waits, is suspended, restarts, fails and ends (7-triggers, rule 8).</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_graph_begins_when_each_of_its_nodes_was_started()
    {
        var world = Clicks().Start();

        Assert.Equal("ingest", world.Running());
        Assert.Equal("ingest.started clean.started store.started ingest.running clean.running store.running", world.StreamEvents());
        Assert.Equal("Running Running Running", Status(world));
        Assert.Equal("event:pipeline.started", world.Of<ExecutionScheduled>().First().Cause);
    }

    [Fact]
    public void A_source_does_not_read_before_its_consumers_were_started()
    {
        var world = new LogicWorld(Chain(cleanStart: "go").Build()).Start();

        Assert.Equal("", world.Running());
        Assert.Equal("Scheduled  ", Status(world));
        world.Publish("go");
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_graph_stops_in_its_order_and_starts_again()
    {
        var world = Clicks().Start().Publish("halt");
        var before = world.Journal.Count;
        Assert.Equal("Cancelling Cancelling Cancelling", Status(world));
        Assert.Single(world.Stopping);

        world.Stopped("ingest");
        Assert.Equal("ingest.stopped clean.stopped store.stopped", world.StreamEvents(before));
        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));

        before = world.Journal.Count;
        world.Publish("again");
        Assert.Equal("ingest.started clean.started store.started ingest.running clean.running store.running", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void Where_a_consumer_stops_its_upstream_waits_and_publishes_nothing()
    {
        var world = new LogicWorld(Chain(cleanStop: "pause").Build()).Start();
        var before = world.Journal.Count;
        world.Publish("pause").Stopped("ingest");

        Assert.Equal("clean.stopped store.stopped", world.StreamEvents(before));
        Assert.Equal("Scheduled Cancelled Cancelled", Status(world));
        Assert.Equal("", world.Running());

        before = world.Journal.Count;
        world.Do(static commands => commands.Streams.Start("clean", "ann"));
        Assert.Equal("clean.started store.started clean.running store.running", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_restart_publishes_restarted_alone()
    {
        var world = Clicks().Start();
        var before = world.Journal.Count;
        world.Publish("config.updated").Stopped("ingest");

        Assert.Equal("ingest.restarted", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
        Assert.Equal("Running Running Running", Status(world));
    }

    [Fact]
    public void A_restart_of_what_waits_or_has_stopped_does_nothing()
    {
        var world = new LogicWorld(Chain(cleanStart: "go").Build()).Start();
        var before = world.Journal.Count;
        world.Publish("config.updated");
        Assert.Equal("", world.StreamEvents(before));

        world.Publish("go").Publish("halt").Stopped("ingest").Publish("config.updated");
        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
    }

    [Fact]
    public void A_stop_during_a_restart_is_a_stop()
    {
        var world = Clicks().Start().Publish("config.updated").Publish("halt").Stopped("ingest");

        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
        Assert.Equal("", world.Running());
    }

    [Fact]
    public void A_start_while_it_stops_starts_it_as_soon_as_it_has_stopped()
    {
        var world = Clicks().Start().Publish("halt").Publish("again").Stopped("ingest");

        Assert.Equal("ingest", world.Running());
        Assert.Equal("Running Running Running", Status(world));
    }

    [Fact]
    public void A_start_of_what_runs_is_recorded()
    {
        var world = Clicks().Start().Publish("again");

        Assert.Equal("event:again", Assert.Single(world.Of<ExecutionCoalesced>(), static change => change.Node == "ingest").Cause);
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_failure_that_a_trigger_takes_up_is_published_and_the_others_wait()
    {
        var world = new LogicWorld(Chain(cleanRestart: "clean.failed & go").Build()).Start();
        var before = world.Journal.Count;
        world.Fail("ingest", "no memory", "clean");

        Assert.Equal("clean.failed", world.StreamEvents(before));
        Assert.Equal("Scheduled Dead Scheduled", Status(world));
        Assert.Equal("no memory", world.State.Streams.Newest(world.State.NodeIndexes["clean"])!.Error);
        Assert.Empty(world.Fatal);

        before = world.Journal.Count;
        world.Publish("go");
        Assert.Equal("clean.restarted", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_failure_that_no_trigger_takes_up_ends_the_host_and_the_next_host_goes_on()
    {
        var world = Clicks().Start().Fail("ingest", "the broker is gone", "store");

        Assert.Equal(["store: the broker is gone"], world.Fatal);
        Assert.Equal("", world.Running());
        Assert.EndsWith(" store.failed", world.StreamEvents(), StringComparison.Ordinal);
        var before = world.Journal.Count;
        world.Crash();
        Assert.Equal("ingest", world.Running());
        Assert.Equal("Running Running Running", Status(world));
        Assert.Equal("", world.StreamEvents(before));
    }

    [Fact]
    public void A_node_is_skipped_while_its_source_is_not_healthy_and_starts_with_the_change()
    {
        var world = Guarded().Start();
        Assert.Equal("Scheduled Cancelled Scheduled", Status(world));
        Assert.Equal("ingest.started store.started clean.skipped", world.StreamEvents());
        Assert.Equal("", world.Running());

        world.Check("ingest", isHealthy: true);
        Assert.Equal("ingest", world.Running());
        world.Check("ingest", isHealthy: true);
        Assert.Single(world.Of<HealthChanged>());
    }

    [Fact]
    public void A_node_stops_when_its_source_is_no_longer_healthy_and_goes_on_when_it_is_again()
    {
        var world = Guarded().Start().Check("ingest", isHealthy: true).Check("ingest", isHealthy: false);
        Assert.Equal("Cancelling Cancelling Cancelling", Status(world));

        world.Stopped("ingest");
        Assert.Equal("Scheduled Cancelled Scheduled", Status(world));
        world.Check("ingest", isHealthy: true);
        Assert.Equal("Running Running Running", Status(world));
    }

    [Fact]
    public void Health_survives_a_crash_and_a_snapshot()
    {
        var world = Guarded().Start().Check("ingest", isHealthy: true);
        for (var i = 0; i < 1100; i++)
        {
            world.Publish("unknown");
        }

        var before = world.Journal.Count;
        world.Crash().Check("ingest", isHealthy: true);
        Assert.Equal("", world.StreamEvents(before));
        Assert.Equal("healthy", world.State.Health[0]);
        Assert.Equal("Running Running Running", Status(world));
    }

    [Fact]
    public void A_skip_waits_for_the_events_that_it_names()
    {
        var world = new LogicWorld(new GraphText("ingest").Stream("ingest", start: "go", skip: "holiday").Connect("ingest").Build()).Start();
        world.Publish("holiday").Publish("go");
        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
        world.Publish("go");
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void An_alert_tells_of_a_failure_and_does_not_take_it_up()
    {
        var graph = new GraphText("ingest");
        var world = new LogicWorld(graph.Stream("ingest", isAlwaysOn: true, alerts: graph.Alert("ingest.failed")).Connect("ingest").Build()).Start().Fail("ingest", "the disk is full");

        Assert.Equal(["ingest: the disk is full"], world.Fatal);
        Assert.Single(world.Sent);
        world.Crash();
        Assert.Equal("ingest", world.Running());
    }

    // As in the streaming sample: the middle node follows the health of the source.
    private static LogicWorld Guarded()
    {
        var graph = new GraphText("ingest", "clean", "store")
        {
            Guards = { ["ill"] = static at => at.Health(0) != "healthy", ["unhealthy"] = static at => at.Health(0) == "unhealthy" },
            Sampled = { "unhealthy" },
        };
        return new LogicWorld(graph.Stream("ingest", start: "pipeline.started").Stream("clean", start: "ingest.statusChanged", stop: "? unhealthy", skip: "? ill")
            .Stream("store", start: "pipeline.started").Connect("ingest", "clean", "store").Build());
    }

    [Fact]
    public void A_failed_node_is_retried_as_declared()
    {
        var graph = new GraphText("ingest", "note") { Guards = { ["few"] = static at => at.Attempts < 3 } }
            .Stream("ingest", start: "pipeline.started", retry: "ingest.failed ? few").Node("note", start: "ingest.failed").Connect("ingest");
        var world = new LogicWorld(graph.Build()).Start().Fail("ingest");
        Assert.Equal(ExecutionStatus.Scheduled, world.StreamStatus("ingest"));
        Assert.Equal("", world.Running());

        world.Advance(Second);
        Assert.Equal("ingest", world.Running());
        world.Fail("ingest").Advance(Second);
        Assert.Equal("", world.Running());
        world.Advance(Second).Fail("ingest");

        Assert.Equal(ExecutionStatus.Dead, world.StreamStatus("ingest"));
        Assert.Equal("ingest.started ingest.running ingest.failed", world.StreamEvents());
        Assert.Equal("note", world.Running());
    }

    [Fact]
    public void A_failure_of_an_unknown_node_is_that_of_the_first()
    {
        var world = Clicks().Start().Fail("ingest", "no file", "elsewhere");

        Assert.Equal(["ingest: no file"], world.Fatal);
    }

    [Fact]
    public void A_job_that_fails_while_it_stops_has_stopped()
    {
        var world = Clicks().Start().Publish("halt").Fail("ingest", "it took too long", "ingest");

        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));
        Assert.Empty(world.Fatal);
    }

    [Fact]
    public void The_end_of_the_data_completes_all_nodes()
    {
        var world = Clicks().Start();
        var before = world.Journal.Count;
        world.Complete("ingest");

        Assert.Equal("ingest.completed clean.completed store.completed", world.StreamEvents(before));
        world.Crash();
        Assert.Equal("", world.Running());
        world.Publish("again");
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_lost_host_counts_for_no_attempt_and_publishes_nothing()
    {
        var world = Clicks().Start();
        var before = world.Journal.Count;
        world.Crash();

        Assert.Equal("", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
        Assert.Equal(1, world.Attempts[0].Attempt);
    }

    [Fact]
    public void A_host_that_stops_is_followed_by_one_that_goes_on()
    {
        var world = Clicks().Start().Interrupted("ingest");
        Assert.Equal("Scheduled Scheduled Scheduled", Status(world));
        Assert.Equal("", world.Running());

        world.Crash();
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_stop_that_the_host_did_not_survive_is_done()
    {
        var world = Clicks().Start().Publish("halt").Crash();

        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));
        Assert.Equal("", world.Running());
    }

    [Fact]
    public void Nodes_without_triggers_run_while_the_pipeline_does()
    {
        var graph = new GraphText("ingest", "store").Stream("ingest", isAlwaysOn: true).Stream("store", isAlwaysOn: true).Connect("ingest", "store");
        var world = new LogicWorld(graph.Build()).Start();
        Assert.Equal("ingest", world.Running());

        world.ShutDown().Stopped("ingest").Crash();
        Assert.Equal("", world.Running());
        world.Start();
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void Nodes_without_triggers_that_a_new_version_of_the_class_has_are_started()
    {
        var world = new LogicWorld(new GraphText("work").Node("work", start: "go").Build()).Start();
        world.Crash(graph: new GraphText("work", "ingest").Node("work", start: "go").Stream("ingest", isAlwaysOn: true).Connect("ingest").Build());
        Assert.Equal("ingest", world.Running());

        // Without them the journal can still be read.
        world.Crash(graph: new GraphText("work").Node("work", start: "go").Build());
        Assert.Equal("", world.Running());
    }

    [Fact]
    public void What_a_person_has_stopped_stays_stopped_at_the_start_of_a_host()
    {
        var graph = new GraphText("ingest").Stream("ingest", isAlwaysOn: true).Connect("ingest");
        var world = new LogicWorld(graph.Build()).Start().Do(static commands => commands.Streams.Stop("ingest")).Stopped("ingest").Crash();

        Assert.Equal("", world.Running());
        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
    }

    [Fact]
    public void Graphs_are_started_and_stopped_each_for_itself()
    {
        var graph = new GraphText("a", "b").Stream("a", start: "pipeline.started", stop: "halt").Stream("b", start: "pipeline.started").Connect("a").Connect("b");
        var world = new LogicWorld(graph.Build()).Start().Publish("halt").Stopped("a");

        Assert.Equal("b", world.Running());
    }

    [Fact]
    public void An_event_of_a_run_starts_a_stream_node_with_the_values_of_that_run()
    {
        var graph = new GraphText("train", "serve") { Guards = { ["good"] = static at => ((JsonOutputs)at.Outputs!).Number(0, "score") > 10 } };
        var world = new LogicWorld(graph.Node("train", start: "go").Stream("serve", start: "train.completed ? good").Connect("serve").Build()).Start();
        world.Publish("go").Complete("train", """{"score":3}""");
        Assert.Equal("", world.Running());

        world.Publish("go").Complete("train", """{"score":30}""");
        Assert.Equal("serve", world.Running());
        Assert.Equal("Completed Completed", world.Ends());
    }

    [Fact]
    public void A_failure_of_a_run_that_starts_a_stream_node_is_handled()
    {
        var graph = new GraphText("train", "serve").Node("train", start: "go").Stream("serve", start: "train.failed").Connect("serve");
        var world = new LogicWorld(graph.Build()).Start().Publish("go").Fail("train");

        Assert.Equal("serve", world.Running());
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void An_event_of_a_stream_node_opens_runs_and_is_seen_in_open_ones()
    {
        var graph = new GraphText("ingest", "note", "open", "hold", "wait").Stream("ingest", start: "pipeline.started", stop: "halt").Connect("ingest")
            .Node("note", start: "ingest.stopped").Node("open", start: "go").Node("hold", start: "go").Node("wait", start: "open.completed & ingest.stopped");
        var world = new LogicWorld(graph.Build()).Start().Publish("go").Complete("open").Publish("halt").Stopped("ingest");

        Assert.Equal("hold note wait", world.Running());
    }

    [Fact]
    public void Nothing_begins_while_the_pipeline_is_paused()
    {
        var world = Clicks().Do(static commands => commands.Pause("ann", "")).Start();
        Assert.Equal("", world.Running());

        world.Do(static commands => commands.Resume("ann", ""));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_snapshot_keeps_the_state_of_the_nodes()
    {
        var world = Clicks().Start().Publish("halt").Stopped("ingest").Publish("again");
        for (var i = 0; !world.Of<PipelineSnapshot>().Any(); i++)
        {
            Assert.True(i < 2000);
            world.Publish("nothing");
        }

        // As a store loads it: from the snapshot on.
        world.Journal.RemoveRange(0, world.Journal.FindLastIndex(static change => change is PipelineSnapshot));
        world.Crash();
        Assert.Equal("ingest", world.Running());
        Assert.Equal("Running Running Running", Status(world));
        world.Publish("halt").Stopped("ingest");
        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));
    }

    [Theory]
    [InlineData("'clean' cannot be started: it is running.", "start", "clean")]
    [InlineData("'store' starts and stops with 'clean': name that one.", "stop", "store")]
    [InlineData("'work' is no stream node: it is executed in runs, see 'runs'.", "stop", "work")]
    [InlineData("Pipeline 'test' has no stream node 'ingst'; did you mean 'ingest'?", "restart", "ingst")]
    [InlineData("'late' cannot be stopped: it is not started.", "stop", "late")]
    [InlineData("'late' cannot be restarted: it is not started.", "restart", "late")]
    public void A_command_that_cannot_be_done_says_why(string message, string verb, string node)
    {
        var world = new LogicWorld(Chain().Build()).Start();
        var before = world.Journal.Count;
        var fault = Assert.Throws<CommandException>(() => world.Do(commands =>
        {
            switch (verb)
            {
                case "start":
                    commands.Streams.Start(node, "ann");
                    break;
                case "stop":
                    commands.Streams.Stop(node);
                    break;
                default:
                    commands.Streams.Restart(node);
                    break;
            }
        }));

        Assert.Equal(message, fault.Message);
        Assert.Equal(before, world.Journal.Count);
    }

    [Fact]
    public void A_command_restarts_and_a_command_starts_what_has_failed()
    {
        var world = new LogicWorld(Chain(cleanRestart: "clean.failed & go").Build()).Start();
        world.Do(static commands => commands.Streams.Restart("ingest")).Stopped("ingest");
        Assert.Equal("ingest", world.Running());

        world.Fail("ingest", "no memory", "clean").Do(static commands => commands.Streams.Start("clean", "ann"));
        Assert.Equal("ingest", world.Running());
        Assert.Equal("start by ann", world.Of<ExecutionScheduled>().Last(static change => change.Node == "clean").Cause);
    }

    private static LogicWorld Clicks() => new(Chain().Build());

    private static GraphText Chain(string cleanStart = "ingest.started", string? cleanStop = "ingest.stopped", string? cleanRestart = null) =>
        new GraphText("ingest", "clean", "store", "work", "late")
            .Stream("ingest", start: "pipeline.started | again", stop: "halt", restart: "config.updated")
            .Stream("clean", cleanStart, cleanStop, cleanRestart)
            .Stream("store", lifeOf: "clean")
            .Node("work", start: "do")
            .Stream("late", start: "later")
            .Connect("ingest", "clean", "store")
            .Connect("late");

    private static string Status(LogicWorld world) => $"{world.StreamStatus("ingest")} {world.StreamStatus("clean")} {world.StreamStatus("store")}";
}
