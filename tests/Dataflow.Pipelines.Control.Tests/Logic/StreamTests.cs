using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;
using static Dataflow.Pipelines.Control.Tests.Support.Clicks;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Stream nodes: when the job of their graph begins, waits, is suspended, restarts and ends, by triggers and by people (7-triggers, rule 8).</summary>
public sealed class StreamTests
{
    [Fact]
    public void A_graph_begins_when_each_of_its_nodes_was_started()
    {
        var world = World().Start();

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
        var world = World().Start().Publish("halt");
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
    public void A_restart_publishes_restarted_alone()
    {
        var world = World().Start();
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
        var world = World().Start().Publish("config.updated").Publish("halt").Stopped("ingest");

        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
        Assert.Equal("", world.Running());
    }

    [Fact]
    public void A_start_while_it_stops_starts_it_as_soon_as_it_has_stopped()
    {
        var world = World().Start().Publish("halt").Publish("again").Stopped("ingest");

        Assert.Equal("ingest", world.Running());
        Assert.Equal("Running Running Running", Status(world));
    }

    [Fact]
    public void A_start_of_what_runs_is_recorded()
    {
        var world = World().Start().Publish("again");

        Assert.Equal("event:again", Assert.Single(world.Of<ExecutionCoalesced>(), static change => change.Node == "ingest").Cause);
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void The_end_of_the_data_completes_all_nodes()
    {
        var world = World().Start();
        var before = world.Journal.Count;
        world.Complete("ingest");

        Assert.Equal("ingest.completed clean.completed store.completed", world.StreamEvents(before));
        world.Crash();
        Assert.Equal("", world.Running());
        world.Publish("again");
        Assert.Equal("ingest", world.Running());
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
        var world = World().Do(static commands => commands.Pause("ann", "")).Start();
        Assert.Equal("", world.Running());

        world.Do(static commands => commands.Resume("ann", ""));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_snapshot_keeps_the_state_of_the_nodes()
    {
        var world = World().Start().Publish("halt").Stopped("ingest").Publish("again");
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
        world.Do(static commands => commands.Streams.Start("clean", "ann", ""));
        Assert.Equal("clean.started store.started clean.running store.running", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void What_a_person_has_stopped_stays_stopped_at_the_start_of_a_host()
    {
        var graph = new GraphText("ingest").Stream("ingest", isAlwaysOn: true).Connect("ingest");
        var world = new LogicWorld(graph.Build()).Start().Do(static commands => commands.Streams.Stop("ingest", "ann", "")).Stopped("ingest").Crash();

        Assert.Equal("", world.Running());
        Assert.Equal(ExecutionStatus.Cancelled, world.StreamStatus("ingest"));
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
                    commands.Streams.Start(node, "ann", "");
                    break;
                case "stop":
                    commands.Streams.Stop(node, "ann", "");
                    break;
                default:
                    commands.Streams.Restart(node, "ann", "");
                    break;
            }
        }));

        Assert.Equal(message, fault.Message);
        Assert.Equal(before, world.Journal.Count);
    }
}
