using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>When an owner deletes what has ended, on one thread and virtual time.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_deletes_at_its_start_and_then_each_hour()
    {
        var world = new ActorWorld(Graph()) { KeepRuns = TimeSpan.FromHours(2) };
        await AddEndedAsync(world, "old", world.Time.GetUtcNow().AddHours(-3), runs: 1);
        await AddEndedAsync(world, "young", world.Time.GetUtcNow().AddHours(-1.5), runs: 1);
        world.Start(world.StartInstance());
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["young0"], Runs(world));

        world.Time.Advance(TimeSpan.FromMinutes(50));
        world.Settle();
        Assert.Contains("young0", Runs(world));
        world.Time.Advance(TimeSpan.FromMinutes(11));
        world.Settle();
        Assert.DoesNotContain("young0", Runs(world));
    }

    [Fact]
    public async Task Many_runs_are_deleted_in_parts_and_the_state_goes_on()
    {
        var world = new ActorWorld(Graph()) { KeepRuns = TimeSpan.FromHours(2) };
        await AddEndedAsync(world, "old", world.Time.GetUtcNow().AddHours(-3), 2 * Retention.MostRuns + 100);
        world.Start(world.StartInstance());
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(Runs(world));
        Assert.Equal([Retention.MostRuns, Retention.MostRuns, 100], world.Store.Deletions.Select(static deleted => (int)deleted.Runs).Where(static runs => runs > 0));

        // The run of the schedule at 02:00 is opened after the deletions, and after a restart.
        world.StartInstance("second");
        world.RunUntilEnded(1);
        Assert.Equal(["20261129T020000Z"], Runs(world));
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_deleted_until_a_person_requests_it()
    {
        var world = new ActorWorld(Graph());
        await AddEndedAsync(world, "old", world.Time.GetUtcNow().AddHours(-3), runs: 2);
        world.Start(world.StartInstance());
        world.Time.Advance(TimeSpan.FromMinutes(30));
        world.Settle();
        Assert.Equal(["old0", "old1"], Runs(world));
        Assert.Empty(world.Store.Deletions);

        var refused = SendAsync(world, world.Time.GetUtcNow().AddHours(1));
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("What ended before a later time than now cannot be deleted: name an earlier one.", (await refused)!.Text);
        var answer = SendAsync(world, world.Time.GetUtcNow().AddHours(-1));
        world.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await answer)!.IsDone);
        Assert.Empty(Runs(world));
        Assert.Equal("disk full", world.Changes().OfType<PruneRequested>().Single().Why);
    }

    [Fact]
    public async Task A_store_that_is_away_is_tried_again_an_hour_later()
    {
        var world = new ActorWorld(Graph()) { KeepRuns = TimeSpan.FromHours(2) };
        await AddEndedAsync(world, "old", world.Time.GetUtcNow().AddHours(-3), runs: 1);
        world.Store.OnPrune = static () => throw new RunStoreException("The store is away.");
        var actor = world.StartInstance();
        world.Start(actor);
        Assert.Equal(["old0"], Runs(world));
        world.Store.OnPrune = static () => { };
        world.Time.Advance(TimeSpan.FromMinutes(61));
        world.Settle();
        Assert.True(actor.IsOwner);
        Assert.DoesNotContain("old0", Runs(world));
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_lease_deletes_nothing()
    {
        var world = new ActorWorld(Graph()) { KeepRuns = TimeSpan.FromHours(2) };
        var first = world.StartInstance("one");
        world.Start(first);
        await AddEndedAsync(world, "old", world.Time.GetUtcNow().AddHours(-3), runs: 1);
        world.Time.Advance(TimeSpan.FromMinutes(61));
        world.Settle();
        Assert.Contains("old0", Runs(world));
    }

    // By an owner that has ended, or that takes the lease from one that works.
    private static async Task AddEndedAsync(ActorWorld world, string name, DateTimeOffset at, int runs)
    {
        var observed = await world.Store.ObserveAsync("test", Cancellation);
        var lease = (await world.Store.AcquireAsync("test", "earlier", observed, Cancellation))!;
        Change[] changes =
        [
            .. Enumerable.Range(0, runs).SelectMany(i => new Change[]
            {
                new RunOpened(name + i, at, new RunCause(RunCauseKind.Manual, "ann"), ["a"], new Dictionary<string, string>(), "") { At = at }, new RunEnded(name + i, RunStatus.Completed, "") { At = at },
            }),
        ];
        await world.Store.AppendAsync(lease, new AppendBatch(world.Changes().Count, changes, []), Cancellation);
        if (observed is null)
        {
            await world.Store.ReleaseAsync(lease, Cancellation);
        }
    }

    private static Task<InboxAnswer?> SendAsync(ActorWorld world, DateTimeOffset before) =>
        CommandSender.SendAsync(world.Store, "test", new PruneHistory(before, "disk full"), "ann", world.Time, static () => { }, Cancellation);

    private static IEnumerable<string> Runs(ActorWorld world) => world.Changes().OfType<RunOpened>().Select(static run => run.Run);

    private static ControlGraph Graph() =>
        new GraphText("a").Node("a", "cron:0 2 * * *", work: static _ => static (_, _) => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray())).Build();
}
