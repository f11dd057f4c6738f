using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A generated control graph on the real actor: what the class says is what happens.</summary>
public sealed class FeatureChainTests
{
    private readonly Log _log = new();

    [Fact]
    public void A_nightly_chain_runs_from_its_schedule_to_its_branch()
    {
        var world = Run();

        // The two in the middle are independent.
        Assert.Equal(["extract 2026-11-29T03:00+01:00 attempt 1", "item features of history at 2026-11-29T03:00:00+01:00", "load", "user features of history"], _log.Lines.Order());
        Assert.Equal(("extract", "load"), (_log.Lines[0][..7], _log.Lines[^1]));
        Assert.Equal(RunStatus.Completed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public void A_poor_result_takes_the_other_branch()
    {
        _log.Rows = 3;
        Run();

        Assert.Equal("review features", _log.Lines[^1]);
    }

    [Fact]
    public void A_skipped_node_is_not_called()
    {
        _log.Rows = 1;
        var world = Run();

        Assert.DoesNotContain("review features", _log.Lines);
        Assert.Contains(world.Changes().OfType<ExecutionCancelled>(), static change => change is { Node: "review", Reason: EndReason.Skipped });
    }

    [Fact]
    public void A_failed_attempt_is_retried_as_declared()
    {
        _log.Failures = 2;
        var world = Run();

        Assert.Equal(["attempt 1", "attempt 2", "attempt 3"], _log.Lines.Where(static line => line.StartsWith("extract", StringComparison.Ordinal)).Select(static line => line[^9..]));
        var failures = world.Changes().OfType<ExecutionFailed>().ToList();
        Assert.Equal(TimeSpan.FromSeconds(30), world.Changes().OfType<ExecutionRunning>().Last(static change => change.Node == "extract").At - failures[0].At);
        Assert.All(failures, static failure => Assert.Equal("The warehouse is away.", failure.Error));
    }

    [Fact]
    public void An_event_from_outside_opens_a_run_too()
    {
        var world = World(out var actor);
        var sent = actor.CallAsync(static (logic, now) => logic.Publish(now, "data.arrived", "k", "{}"));
        world.Scheduler.RunUntil(sent, "the event");
        world.RunUntilEnded(1);

        Assert.Equal(RunCauseKind.Event, world.Changes().OfType<RunOpened>().Single().Cause.Kind);
        Assert.Contains("load", _log.Lines);
    }

    private ActorWorld Run()
    {
        var world = World(out _);
        for (var hours = 0; !world.Changes().OfType<RunEnded>().Any() && hours < 48; hours++)
        {
            world.Advance(TimeSpan.FromHours(1));
        }

        return world;
    }

    private ActorWorld World(out Dataflow.Pipelines.Control.Actor.ControlActor actor)
    {
        var world = new ActorWorld(Graph<FeatureChain>(), new FeatureChain(_log));
        actor = world.StartInstance();
        world.Start(actor);
        return world;
    }

    private static Dataflow.Pipelines.CodeGeneration.ControlGraph Graph<T>()
        where T : class, IControlledPipeline<T> => T.Control;
}
