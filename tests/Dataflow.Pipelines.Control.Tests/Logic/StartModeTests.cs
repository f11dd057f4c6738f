using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>The table of docs/semantics.md, attribute by start mode, at the level of the logic.</summary>
public sealed class StartModeTests
{
    private static LogicWorld World(StartMode mode, string? stop = null, string? restart = null, string? skip = null, string? retry = null, string start = "a.completed | b.completed")
    {
        var text = new GraphText("a", "b", "x");
        text.Guards["three"] = static at => at.Attempts < 3;
        text.Guards["yes"] = static _ => true;
        return new LogicWorld(text
            .Node("a", start: "go")
            .Node("b", start: "a.started")
            .Node("x", start, stop, restart, skip, retry, mode)
            .Build(maxActiveRuns: 2)).Start().Publish("go");
    }

    [Fact]
    public void StartWhen_OncePerRun_starts_at_the_first_firing_and_coalesces_the_second()
    {
        var world = World(StartMode.OncePerRun).Complete("a");
        Assert.Equal("b x", world.Running());
        world.Complete("x").Complete("b");

        Assert.Single(world.Of<ExecutionScheduled>(), static change => change.Node == "x");
        Assert.Single(world.Of<ExecutionCoalesced>(), static change => change.Node == "x");
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void StartWhen_Once_is_coalesced_in_a_run_while_another_run_has_it_active()
    {
        var world = World(StartMode.Once).Complete("a").Publish("go");
        Assert.Equal("b x a b", world.Running());
        world.Complete("b").Complete("a").Complete("b");

        Assert.Equal("x", world.Running());
        Assert.Equal(3, world.Of<ExecutionCoalesced>().Count());
        world.Complete("x");
        Assert.Equal("Completed Completed", world.Ends());
    }

    [Fact]
    public void StartWhen_Repeat_executes_once_for_each_firing_one_after_the_other()
    {
        var world = World(StartMode.Repeat).Complete("a").Complete("b");

        Assert.Equal("x", world.Running());
        Assert.Equal(2, world.Of<ExecutionScheduled>().Count(static change => change.Node == "x"));
        world.Complete("x");
        Assert.Equal("x", world.Running());
        world.Complete("x");
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void StopWhen_OncePerRun_stops_the_execution_and_a_later_firing_starts_none()
    {
        var world = World(StartMode.OncePerRun, stop: "halt").Complete("a").Publish("halt");
        Assert.Single(world.Stopping);
        world.Stopped("x").Complete("b");

        Assert.Equal(EndReason.Stopped, ReasonOf(world, "x"));
        Assert.Single(world.Of<ExecutionScheduled>(), static change => change.Node == "x");
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void StopWhen_Once_stops_the_execution_and_the_next_run_starts_it_again()
    {
        var world = World(StartMode.Once, stop: "halt").Complete("a").Publish("halt").Stopped("x").Complete("b").Publish("go").Complete("a");

        Assert.Equal("b x", world.Running());
    }

    [Fact]
    public void StopWhen_Repeat_stops_the_running_and_the_waiting_executions_and_a_later_firing_starts_another()
    {
        var world = World(StartMode.Repeat, stop: "halt", start: "a.completed | b.completed | b.started").Complete("a").Publish("halt");
        Assert.Equal(2, world.Of<ExecutionScheduled>().Count(static change => change.Node == "x"));
        world.Stopped("x");
        Assert.Equal(2, world.Of<ExecutionCancelled>().Count(static change => change.Reason == EndReason.Stopped));

        world.Complete("b");
        Assert.Equal("x", world.Running());
    }

    [Fact]
    public void RestartWhen_OncePerRun_replaces_the_running_execution_and_publishes_restarted_alone()
    {
        var world = World(StartMode.OncePerRun, restart: "again").Complete("a").Publish("again").Stopped("x");
        Assert.Equal("b x", world.Running());
        Assert.Contains(world.Of<ExecutionCancelled>(), static change => change is { Node: "x", Reason: EndReason.Restarted });
        world.Complete("x").Complete("b");

        Assert.Equal("Completed", world.Ends());
        Assert.Equal(2, world.Of<ExecutionScheduled>().Count(static change => change.Node == "x"));

        var text = new GraphText("x", "restarted", "stopped", "failed");
        world = new LogicWorld(text.Node("x", "go", restart: "again").Node("restarted", "x.restarted").Node("stopped", "x.stopped").Node("failed", "x.failed").Build())
            .Start().Publish("go").Publish("again").Stopped("x");
        Assert.Equal("restarted x", string.Join(' ', world.Running().Split(' ').Order()));
    }

    [Fact]
    public void RestartWhen_Once_keeps_the_node_to_one_active_execution()
    {
        var world = World(StartMode.Once, restart: "again").Complete("a").Publish("again").Stopped("x").Publish("go").Complete("a");

        Assert.Equal("b x b", world.Running());
    }

    [Fact]
    public void RestartWhen_Repeat_restarts_the_running_execution_beside_those_that_wait()
    {
        var world = World(StartMode.Repeat, restart: "again").Complete("a").Complete("b").Publish("again").Stopped("x");
        Assert.Equal("x", world.Running());
        world.Complete("x").Complete("x");

        Assert.Equal(3, world.Of<ExecutionScheduled>().Count(static change => change.Node == "x"));
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void RetryWhen_OncePerRun_makes_three_attempts_in_all()
    {
        var world = World(StartMode.OncePerRun, retry: "? three").Complete("a").Complete("b");
        world.Fail("x");
        Assert.Equal("", world.Running());
        world.Advance(TimeSpan.FromSeconds(1)).Fail("x").Advance(TimeSpan.FromSeconds(2)).Fail("x").Advance(TimeSpan.FromHours(1));

        Assert.Equal([1, 2, 3], world.Of<ExecutionFailed>().Select(static change => change.Attempt));
        Assert.Equal("Failed", world.Ends());
        Assert.Contains("'x' has failed: broken", world.Of<RunEnded>().Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RetryWhen_Once_keeps_the_node_active_during_the_pause()
    {
        var world = World(StartMode.Once, retry: "? three").Complete("a").Complete("b").Fail("x").Publish("go").Complete("a");

        Assert.Equal("b", world.Running());
        Assert.Contains(world.Of<ExecutionCoalesced>(), static change => change.Number == 0);
        Assert.Equal("b x", world.Advance(TimeSpan.FromSeconds(1)).Running());
    }

    [Fact]
    public void RetryWhen_Repeat_retries_before_the_next_execution_begins()
    {
        var world = World(StartMode.Repeat, retry: "? three").Complete("a").Complete("b").Fail("x").Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 1], world.Of<ExecutionRunning>().Where(static change => change.Node == "x").Select(static change => change.Number));
        world.Complete("x");
        Assert.Equal(2, world.Attempts.Single().Execution.Key.Number);
    }

    [Fact]
    public void SkipWhen_OncePerRun_publishes_skipped_and_never_completed()
    {
        var text = new GraphText("a", "x", "after", "instead");
        var world = new LogicWorld(text
            .Node("a", start: "go")
            .Node("x", start: "a.completed", skip: "a.started")
            .Node("after", start: "x.completed")
            .Node("instead", start: "x.skipped")
            .Build()).Start().Publish("go").Complete("a");

        Assert.Equal("instead", world.Running());
        world.Complete("instead");
        Assert.Equal("Completed", world.Ends());
    }

    [Fact]
    public void SkipWhen_Once_does_not_count_as_active()
    {
        var world = World(StartMode.Once, skip: "a.started").Complete("a").Publish("go").Complete("a");

        Assert.Equal(2, world.Of<ExecutionCancelled>().Count(static change => change is { Node: "x", Reason: EndReason.Skipped }));
    }

    [Fact]
    public void SkipWhen_Repeat_is_decided_at_each_firing()
    {
        var world = World(StartMode.Repeat, skip: "a.completed").Complete("a").Complete("b");

        // The first firing uses up the latch.
        Assert.Equal("x", world.Running());
        Assert.Single(world.Of<ExecutionCancelled>());
    }

    private static EndReason ReasonOf(LogicWorld world, string node) => world.Of<ExecutionCancelled>().Last(change => change.Node == node).Reason;
}
