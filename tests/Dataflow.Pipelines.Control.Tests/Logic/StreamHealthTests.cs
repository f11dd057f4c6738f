using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;
using static Dataflow.Pipelines.Control.Tests.Support.Clicks;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>Stream nodes that follow the health of their source (7-triggers, rule 9), and those that are skipped.</summary>
public sealed class StreamHealthTests
{
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
}
