using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>What is deleted of the past, and what is not.</summary>
public abstract partial class RunStoreContract
{
    [Fact]
    public async Task What_ended_before_is_deleted_and_what_is_open_or_ended_later_stays()
    {
        var store = await OpenAsync();
        Change[] changes =
        [
            new PipelineStarted("ann") { At = At }, Opened("r1") with { At = At }, Opened("r2") with { At = At }, Opened("r3") with { At = At }, Opened("r4") with { At = At },
            new ExecutionScheduled("r1", "extract", 1, "go") { At = At }, new ExecutionCompleted("r1", "extract", 1, """{"rows":1}""") { At = At }, new RunEnded("r1", RunStatus.Completed, "") { At = At },
            new RunEnded("r2", RunStatus.Failed, "broken") { At = At.AddHours(1) }, new RunEnded("r3", RunStatus.Failed, "broken") { At = At }, new RunRetried("r3", "extract", [], "ann", "") { At = At },
            new RunSkipped("r5", At, new RunCause(RunCauseKind.Cron, "daily"), "extract", "one is active") { At = At },
            Snapshot() with { At = At }, new EventPublished("go", "1", "{}", HasTrigger: true) { At = At },
        ];
        var lease = await AppendAsync(store, 0, changes);
        var before = await store.LoadAsync(Pipeline, Cancellation);

        var (deleted, hasMore) = await store.PruneAsync(lease, At.AddHours(1), 500, Cancellation);
        Assert.Equal((2, 6, false), (deleted.Runs, deleted.Changes, hasMore));
        var after = await (await OpenAsync()).LoadAsync(Pipeline, Cancellation);
        Assert.Equal((before.Sequence, Json(before.Changes)), (after.Sequence, Json(after.Changes)));
        Assert.Equal(new StoredOutput("extract", At, """{"rows":1}"""), Assert.Single(after.Outputs));
        Assert.Empty(await store.LoadRunAsync(Pipeline, "r1", Cancellation));
        Assert.Equal(2, (await store.LoadRunAsync(Pipeline, "r2", Cancellation)).Count);

        // The id is free again, and the numbers go on.
        Assert.Equal(0, (await store.PruneAsync(lease, At.AddHours(1), 500, Cancellation)).Deleted.Total);
        await store.AppendAsync(lease, new AppendBatch(before.Sequence, [Opened("r1")], []), Cancellation);
        Assert.Equal(before.Sequence + 1, (await store.LoadAsync(Pipeline, Cancellation)).Sequence);
    }

    [Fact]
    public async Task Parts_of_a_deletion_are_bounded_and_an_owner_that_has_lost_its_lease_deletes_nothing()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var lease = await AppendAsync(
            one, 0, [.. Enumerable.Range(0, 7).SelectMany(static i => new Change[] { Opened("r" + i) with { At = At }, new RunEnded("r" + i, RunStatus.Completed, "") { At = At } })]);
        Assert.Equal((3, true), await DeleteAsync(one, lease));
        var taken = (await two.AcquireAsync(Pipeline, "two", await two.ObserveAsync(Pipeline, Cancellation), Cancellation))!;
        await Assert.ThrowsAsync<LeaseLostException>(() => DeleteAsync(one, lease));
        Assert.Equal((3, true), await DeleteAsync(two, taken));
        Assert.Equal((1, false), await DeleteAsync(two, taken));
        Assert.Equal((0, false), await DeleteAsync(two, taken));

        static async Task<(long, bool)> DeleteAsync(IRunStore store, Lease lease)
        {
            var (deleted, hasMore) = await store.PruneAsync(lease, At.AddSeconds(1), 3, Cancellation);
            return (deleted.Runs, hasMore);
        }
    }

    [Fact]
    public async Task A_deletion_in_one_pipeline_leaves_the_others()
    {
        var store = await OpenAsync();
        await AppendAsync(store, 0, Opened("r1") with { At = At }, new RunEnded("r1", RunStatus.Completed, "") { At = At });
        var other = (await store.AcquireAsync("hourly", "one", null, Cancellation))!;
        Assert.Equal(0, (await store.PruneAsync(other, At.AddDays(1), 500, Cancellation)).Deleted.Total);
        Assert.Equal(2, (await store.LoadRunAsync(Pipeline, "r1", Cancellation)).Count);
    }

    // What a restart begins with is the same before and after, at any instant.
    private static async Task PruneAsync(IRunStore store, Lease lease, string pipeline, LogicWorld world, Random random)
    {
        var (before, outbox) = (await store.LoadAsync(pipeline, Cancellation), await store.LoadOutboxAsync(pipeline, Cancellation));
        var (instant, most) = (world.Now.AddMinutes(-random.Next(-60, 600)), random.Next(1, 6));
        var runs = 0L;
        for (var hasMore = true; hasMore;)
        {
            (var deleted, hasMore) = await store.PruneAsync(lease, instant, most, Cancellation);
            Assert.InRange(deleted.Runs, 0, most);
            runs += deleted.Runs;
        }

        var ends = new Dictionary<string, DateTimeOffset>();
        foreach (var change in world.Journal.OfType<RunChange>())
        {
            if (change is RunEnded or RunSkipped)
            {
                ends[change.Run] = change.At;
            }
            else if (change is RunRetried)
            {
                ends.Remove(change.Run);
            }
        }

        // The runs of a backfill stay as long as it does.
        var backfills = world.Journal.Where(static change => change is BackfillEnded or BackfillCancelled).ToDictionary(static change => ((BackfillChange)change).Backfill, static change => change.At);
        var kept = world.Of<RunOpened>().Where(run => run.Backfill > 0 && !(backfills.TryGetValue(run.Backfill, out var end) && end < instant)).Select(static run => run.Run).ToHashSet();
        Assert.Equal(ends.Count(run => run.Value < instant && !kept.Contains(run.Key)), runs);
        var after = await store.LoadAsync(pipeline, Cancellation);
        Assert.Equal((before.Sequence, Json(before.Changes)), (after.Sequence, Json(after.Changes)));
        Assert.Equal(before.Outputs.OrderBy(static output => output.Node, StringComparer.Ordinal), after.Outputs.OrderBy(static output => output.Node, StringComparer.Ordinal));
        Assert.Equal(outbox, await store.LoadOutboxAsync(pipeline, Cancellation));
    }
}
