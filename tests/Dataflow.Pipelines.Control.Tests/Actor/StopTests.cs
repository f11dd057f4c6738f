using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>An instance is stopped, as by SIGTERM, while attempts run.</summary>
public sealed class StopTests
{
    private readonly List<(RunContext Run, TaskCompletionSource<ReadOnlyMemory<byte>> Result, CancellationToken Stop)> _attempts = [];

    [Fact]
    public void The_lease_is_held_until_the_attempts_have_ended_and_the_next_owner_makes_them_again()
    {
        var world = new ActorWorld(One());
        var (stop, second) = Stop(world);
        world.Advance(TimeSpan.FromSeconds(25));

        // Longer than the lease time.
        Assert.True(_attempts.Single().Stop.IsCancellationRequested);
        Assert.False(stop.IsCompleted);
        Assert.False(second.IsOwner);

        _attempts[0].Result.SetException(new OperationCanceledException());
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(stop.IsCompletedSuccessfully);
        Assert.True(second.IsOwner);
        Assert.Equal("the host was stopped while the attempt ran", world.Changes().OfType<ExecutionFailed>().Single().Error);

        // It has no retries of its own.
        Assert.Equal(2, _attempts[1].Run.Attempt);
        Assert.Equal(_attempts[0].Run.Key, _attempts[1].Run.Key);
        _attempts[1].Result.SetResult("{}"u8.ToArray());
        world.RunUntilEnded(1);
        Assert.Equal(RunStatus.Completed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public void What_returns_early_because_of_the_stop_is_not_taken_as_done()
    {
        var world = new ActorWorld(One());
        var (stop, _) = Stop(world);
        _attempts[0].Result.SetResult("""{"rows":3}"""u8.ToArray());
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Empty(world.Changes().OfType<ExecutionCompleted>());
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task A_stop_before_the_journal_was_read_decides_nothing_and_gives_the_lease_back()
    {
        var world = new ActorWorld(new GraphText("a").Node("a", "x.y", work: Work).Build());
        var first = world.StartInstance();
        world.Start(first);
        var before = world.Changes().Count;
        world.Scheduler.RunUntil(first.DisposeAsync().AsTask(), "the stop of the first");

        world.Store.OnLoad = static cancellation => Task.Delay(Timeout.Infinite, cancellation);
        var second = world.StartInstance("two");
        var call = second.CallAsync(static (logic, now) => logic.Start(now, "test"));
        world.Scheduler.RunUntil(second.DisposeAsync().AsTask(), "the stop of the second");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        Assert.Equal(before, world.Changes().Count);
        Assert.Null(await world.Store.ObserveAsync("test", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_attempt_that_does_not_end_counts_as_lost_and_the_lease_is_not_given_back()
    {
        var world = new ActorWorld(One());
        var (stop, second) = Stop(world);
        world.Advance(TimeSpan.FromSeconds(31));
        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Equal("one", (await world.Store.ObserveAsync("test", TestContext.Current.CancellationToken))!.Owner);
        Assert.False(second.IsOwner);

        world.Advance(TimeSpan.FromSeconds(20));
        Assert.True(second.IsOwner);
        Assert.Equal("the host was lost while the attempt ran", world.Changes().OfType<ExecutionFailed>().Single().Error);
        Assert.Equal(RunStatus.Failed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public void What_waits_does_not_begin_and_a_command_is_left_to_the_next_owner()
    {
        var text = new GraphText("a", "b");
        var world = new ActorWorld(text.Node("a", "pipeline.started", work: Work).Node("b", "pipeline.started", work: Work).Build(slots: 1));
        var (stop, _) = Stop(world);
        var sent = world.Store.SendAsync("test", EventMessage.Item("x.y", "{}", "k", "ann"), TestContext.Current.CancellationToken);
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.True(sent.IsCompletedSuccessfully);
        Assert.Single(_attempts);
        Assert.Empty(world.Changes().OfType<EventPublished>());

        _attempts[0].Result.SetException(new OperationCanceledException());
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Equal("x.y", world.Changes().OfType<EventPublished>().Single().Name);
        _attempts[1].Result.SetResult(default);
        world.Advance(TimeSpan.FromSeconds(1));
        _attempts[2].Result.SetResult(default);
        world.RunUntilEnded(1);
        Assert.Equal(RunStatus.Completed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public async Task An_idle_instance_gives_its_lease_back_at_once()
    {
        var world = new ActorWorld(new GraphText("a").Node("a", "x.y", work: Work).Build());
        var actor = world.StartInstance();
        world.Start(actor);
        var before = world.Changes().Count;
        var stop = actor.DisposeAsync().AsTask();
        world.Scheduler.RunUntil(stop, "the stop");

        Assert.Null(await world.Store.ObserveAsync("test", TestContext.Current.CancellationToken));
        Assert.Equal(before, world.Changes().Count);
    }

    // A second instance waits beside the one that is stopped.
    private (Task Stop, ControlActor Second) Stop(ActorWorld world)
    {
        var first = world.StartInstance("one");
        world.Start(first);
        world.Advance(TimeSpan.FromSeconds(1));
        var second = world.StartInstance("two", isOther: true);
        world.Advance(TimeSpan.FromSeconds(1));
        _ = first.DisposeAsync().AsTask();

        // The cancellation of the loop comes from a thread of the pool.
        Assert.True(SpinWait.SpinUntil(() => IsAsked(world), TimeSpan.FromMinutes(1)));
        return (first.Completion, second);
    }

    private bool IsAsked(ActorWorld world)
    {
        world.Settle();
        return _attempts[0].Stop.IsCancellationRequested;
    }

    private ControlGraph One() => new GraphText("a").Node("a", "pipeline.started", work: Work).Build();

    private NodeAttempt Work(TriggerScope scope) => (run, stop) =>
    {
        var result = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        _attempts.Add((run, result, stop));
        return result.Task;
    };
}
