using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>The actor on one thread and virtual time: what is durable, what follows a crash, who owns a pipeline.</summary>
public sealed class ActorTests
{
    private readonly List<string> _effects = [];

    [Fact]
    public void A_run_goes_from_its_schedule_to_its_end()
    {
        var world = new ActorWorld(Sample());
        world.Start(world.StartInstance());
        world.RunUntilEnded(1);

        Assert.Equal(RunStatus.Completed, world.Changes().OfType<RunEnded>().Single().Status);

        // The two in the middle are independent.
        var nodes = _effects.Select(static effect => effect.Split(' ')[0].Split('/')[1]).ToList();
        Assert.Equal(["extract", "join", "left", "right"], nodes.Order());
        Assert.Equal(("extract", "join"), (nodes[0], nodes[^1]));
    }

    [Theory]
    [InlineData(512, 16)]
    [InlineData(1, 18)]
    public void A_kill_before_or_after_any_append_changes_nothing_in_the_result(int batchSize, int least)
    {
        var whole = new ActorWorld(Sample());
        whole.Start(whole.StartInstance());
        whole.RunUntilEnded(1);
        var expected = Result(whole);
        var kills = 0;
        foreach (var isAfter in new[] { false, true })
        {
            for (var (kill, isReached) = (0, true); isReached; kill++)
            {
                _effects.Clear();
                var world = new ActorWorld(Sample()) { BatchSize = batchSize };
                isReached = KillAt(world, kill, isAfter);
                kills += isReached ? 1 : 0;

                Assert.Equal(expected, Result(world));
                Assert.All(_effects.GroupBy(static effect => effect), static same => Assert.Single(same));
            }
        }

        Assert.True(kills >= least, $"Only {kills} kills.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_leaves_the_inbox_together_with_its_changes(bool isAfter)
    {
        var text = new GraphText("a");
        var world = new ActorWorld(text.Node("a", "data.ready", work: Work("a", "{}")).Build());
        world.Start(world.StartInstance());
        for (var i = 0; i < 3; i++)
        {
            await world.Store.SendAsync("test", EventMessage.Item("data.ready", "{}", "upload-7", "loader"), TestContext.Current.CancellationToken);
        }

        var isKilled = false;
        KillAt(world, (changes, isAfterAppend) => isAfterAppend == isAfter && !isKilled && changes.Any(static change => change is EventPublished), () => isKilled = true);
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.True(isKilled);
        Assert.Equal(isAfter ? 1 : 0, world.Changes().OfType<EventPublished>().Count());

        world.StartInstance("second");
        world.RunUntilEnded(1);
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("upload-7", Assert.Single(world.Changes().OfType<EventPublished>()).Key);
        Assert.Single(_effects);
        Assert.True((await world.Store.FindAnswerAsync("test", 1, TestContext.Current.CancellationToken))!.IsDone);
    }

    [Fact]
    public void A_second_instance_takes_over_at_once_where_the_owner_is_known_to_be_dead()
    {
        var world = new ActorWorld(new GraphText("a").Node("a", start: "go").Build());
        world.Start(world.StartInstance("one"));

        // Killed, and nobody has told the second one yet.
        var second = world.StartInstance("two");
        Assert.False(second.IsOwner);
        world.Dead.Add("one");
        world.Advance(TimeSpan.FromSeconds(3));
        Assert.True(second.IsOwner);

        world.Dead.Add("two");
        Assert.True(world.StartInstance("three").IsOwner);
    }

    [Fact]
    public async Task A_second_instance_waits_and_takes_over_when_the_owner_shows_no_sign_of_life()
    {
        var world = new ActorWorld(Sample());
        var first = world.StartInstance("one");
        world.Start(first);
        var second = world.StartInstance("two", isOther: true);
        world.Advance(TimeSpan.FromMinutes(2));
        Assert.True(first.IsOwner);
        Assert.False(second.IsOwner);

        var resume = world.Freeze("one");
        world.Advance(TimeSpan.FromSeconds(30));
        Assert.True(second.IsOwner);
        Assert.Equal("two", (await world.Store.ObserveAsync("test", TestContext.Current.CancellationToken))!.Owner);

        // The first one continues without knowing.
        resume();
        var before = world.Changes().Count;
        var call = first.CallAsync(static (logic, now) => logic.Publish(now, "x.y", "k", "{}"));
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.True(call.IsFaulted);
        Assert.False(first.IsOwner);
        Assert.Equal(before, world.Changes().Count);
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_lease_writes_nothing_more()
    {
        var world = new ActorWorld(Sample());
        var first = world.StartInstance("one");
        world.Start(first);
        var before = world.Changes().Count;
        var seen = await world.Store.ObserveAsync("test", TestContext.Current.CancellationToken);
        var other = await world.Store.AcquireAsync("test", "two", seen, TestContext.Current.CancellationToken);
        Assert.NotNull(other);

        var call = first.CallAsync(static (logic, now) => logic.Publish(now, "x.y", "k", "{}"));
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(before, world.Changes().Count);
        Assert.False(first.IsOwner);
        Assert.True(call.IsFaulted);
    }

    [Fact]
    public void While_the_store_is_away_nothing_takes_effect_and_afterwards_nothing_is_missing()
    {
        var world = new ActorWorld(Sample());
        world.Start(world.StartInstance());
        world.SetStoreAway(true);
        world.Advance(TimeSpan.FromHours(1.5));
        Assert.Empty(_effects);

        world.SetStoreAway(false);
        world.RunUntilEnded(1);
        Assert.Equal(RunStatus.Completed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public void An_attempt_that_ignores_its_time_out_is_abandoned_and_its_late_result_ignored()
    {
        var late = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        var text = new GraphText("a");
        var world = new ActorWorld(text.Node("a", "pipeline.started", work: _ => (_, _) => late.Task, timeout: TimeSpan.FromMinutes(1)).Build());
        world.Start(world.StartInstance());
        world.Advance(TimeSpan.FromMinutes(2));

        var failed = world.Changes().OfType<ExecutionFailed>().Single();
        Assert.Equal("the attempt exceeded its timeout of 1m and did not stop; it was abandoned", failed.Error);
        late.SetResult("{}"u8.ToArray());
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Changes().OfType<ExecutionCompleted>());
        Assert.Equal(RunStatus.Failed, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public void A_late_result_of_an_abandoned_attempt_leaves_the_next_attempt_alone()
    {
        var attempts = new List<(TaskCompletionSource<ReadOnlyMemory<byte>> Result, CancellationToken Stop)>();
        var text = new GraphText("a");
        text.Guards["twice"] = static at => at.Attempts < 2;
        var world = new ActorWorld(text.Node("a", "pipeline.started", retry: "? twice", work: _ => (_, stop) => Begin(attempts, stop), timeout: TimeSpan.FromMinutes(1)).Build());
        var actor = world.StartInstance();
        world.Start(actor);
        world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, attempts.Count);

        attempts[0].Result.SetResult("{}"u8.ToArray());
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Changes().OfType<ExecutionCompleted>());

        // The second attempt can still be stopped.
        var run = world.Changes().OfType<RunOpened>().Single().Run;
        _ = actor.CallAsync((logic, now) => logic.Do(now, commands => commands.CancelRun(run, "ann", "test")));
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.True(attempts[1].Stop.IsCancellationRequested);
        attempts[1].Result.SetException(new OperationCanceledException());
        world.RunUntilEnded(1);
        Assert.Equal(RunStatus.Cancelled, world.Changes().OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public async Task A_result_of_an_attempt_from_before_the_lease_was_lost_is_ignored_after_it_is_taken_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var attempts = new List<(TaskCompletionSource<ReadOnlyMemory<byte>> Result, CancellationToken Stop)>();
        var text = new GraphText("a");
        text.Guards["twice"] = static at => at.Attempts < 2;
        var world = new ActorWorld(text.Node("a", "pipeline.started", retry: "? twice", work: _ => (_, stop) => Begin(attempts, stop)).Build());
        var actor = world.StartInstance();
        world.Start(actor);
        world.Advance(TimeSpan.FromSeconds(1));

        // The attempt ends while the store is away; when the store is back, the lease is lost.
        world.SetStoreAway(true);
        _ = actor.CallAsync(static (logic, now) => logic.Publish(now, "x.y", "k", "{}"));
        world.Advance(TimeSpan.FromSeconds(1));
        attempts[0].Result.SetResult("""{"from":"the first"}"""u8.ToArray());
        world.Settle();
        var other = await world.Store.AcquireAsync("test", "two", await world.Store.ObserveAsync("test", cancellationToken), cancellationToken);
        world.SetStoreAway(false);
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.False(actor.IsOwner);

        await world.Store.ReleaseAsync(other!, cancellationToken);
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.True(actor.IsOwner);
        Assert.Empty(world.Changes().OfType<ExecutionCompleted>());
        Assert.Equal(2, attempts.Count);
        attempts[1].Result.SetResult("""{"from":"the second"}"""u8.ToArray());
        world.RunUntilEnded(1);
        Assert.Equal("""{"from":"the second"}""", world.Changes().OfType<ExecutionCompleted>().Single().Output);
    }

    private static Task<ReadOnlyMemory<byte>> Begin(List<(TaskCompletionSource<ReadOnlyMemory<byte>> Result, CancellationToken Stop)> attempts, CancellationToken stop)
    {
        var result = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        attempts.Add((result, stop));
        return result.Task;
    }

    // Kills the instance at an append: before it, or when it is durable.
    private static void KillAt(ActorWorld world, Func<IReadOnlyList<Change>, bool, bool> isWanted, Action killed)
    {
        IReadOnlyList<Change> appended = [];
        world.Store.OnAppend = changes =>
        {
            appended = changes;
            Kill(isAfter: false);
        };
        world.Store.OnAppended = () => Kill(isAfter: true);

        void Kill(bool isAfter)
        {
            if (isWanted(appended, isAfter))
            {
                killed();
                throw new KilledException();
            }
        }
    }

    private static bool KillAt(ActorWorld world, int kill, bool isAfter)
    {
        var (count, isKilled) = (-1, false);
        KillAt(
            world,
            (_, isAfterAppend) =>
            {
                count += isAfterAppend ? 0 : 1;
                return count == kill && isAfterAppend == isAfter && !isKilled;
            },
            () => isKilled = true);
        var actor = world.StartInstance();
        _ = actor.CallAsync(static (logic, now) => logic.Start(now, "test"));
        for (var i = 0; !isKilled && !world.Changes().OfType<RunEnded>().Any(); i++)
        {
            Assert.True(i < 2 * 3600, "The run has no end.");
            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Settle();
        }

        if (!isKilled)
        {
            return false;
        }

        var second = world.StartInstance("second");
        _ = second.CallAsync(static (logic, now) => logic.Start(now, "test"));
        world.RunUntilEnded(1);
        return true;
    }

    private static string Result(ActorWorld world) =>
        string.Join('\n', world.Changes().Where(static change => change is RunEnded or ExecutionCompleted).Select(static change => change with { At = default }).Select(static change => ChangeJson.Write(change)).Order());

    private ControlGraph Sample()
    {
        var text = new GraphText("extract", "left", "right", "join");
        text.Guards["three"] = static at => at.Attempts < 4;
        return text
            .Node("extract", "cron:0 2 * * *", retry: "? three", work: Work("extract", """{"rows":7}"""))
            .Node("left", "extract.completed", retry: "? three", work: Work("left", """{"l":1}"""))
            .Node("right", "extract.completed", retry: "? three", work: Work("right", """{"r":2}"""))
            .Node("join", "left.completed & right.completed", retry: "? three", work: Work("join", """{"sum":3}"""))
            .Build();
    }

    // The effect of an attempt: recognizable by run, node and attempt.
    private NodeWork Work(string node, string output) => _ => (run, _) =>
    {
        _effects.Add($"{run.Key} {run.Attempt}");
        Assert.Equal(node, run.Node);
        return Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(output));
    };

    private sealed class KilledException : Exception;
}
