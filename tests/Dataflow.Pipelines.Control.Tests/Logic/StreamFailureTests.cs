using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;
using static Dataflow.Pipelines.Control.Tests.Support.Clicks;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Jobs of stream nodes that fail, and hosts that end while they run.</summary>
public sealed class StreamFailureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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
        var world = World().Start().Fail("ingest", "the broker is gone", "store");

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
        var world = World().Start().Fail("ingest", "no file", "elsewhere");

        Assert.Equal(["ingest: no file"], world.Fatal);
    }

    [Fact]
    public void A_job_that_fails_while_it_stops_has_stopped()
    {
        var world = World().Start().Publish("halt").Fail("ingest", "it took too long", "ingest");

        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));
        Assert.Empty(world.Fatal);
    }

    [Fact]
    public void A_lost_host_counts_for_no_attempt_and_publishes_nothing()
    {
        var world = World().Start();
        var before = world.Journal.Count;
        world.Crash();

        Assert.Equal("", world.StreamEvents(before));
        Assert.Equal("ingest", world.Running());
        Assert.Equal(1, world.Attempts[0].Attempt);
    }

    [Fact]
    public void A_host_that_stops_is_followed_by_one_that_goes_on()
    {
        var world = World().Start().Interrupted("ingest");
        Assert.Equal("Scheduled Scheduled Scheduled", Status(world));
        Assert.Equal("", world.Running());

        world.Crash();
        Assert.Equal("ingest", world.Running());
    }

    [Fact]
    public void A_stop_that_the_host_did_not_survive_is_done()
    {
        var world = World().Start().Publish("halt").Crash();

        Assert.Equal("Cancelled Cancelled Cancelled", Status(world));
        Assert.Equal("", world.Running());
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
    public void A_command_restarts_and_a_command_starts_what_has_failed()
    {
        var world = new LogicWorld(Chain(cleanRestart: "clean.failed & go").Build()).Start();
        world.Do(static commands => commands.Streams.Restart("ingest", "ann", "")).Stopped("ingest");
        Assert.Equal("ingest", world.Running());

        world.Fail("ingest", "no memory", "clean").Do(static commands => commands.Streams.Start("clean", "ann", ""));
        Assert.Equal("ingest", world.Running());
        Assert.Equal("start by ann", world.Of<ExecutionScheduled>().Last(static change => change.Node == "clean").Cause);
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
}
