using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Support;

namespace Dataflow.Pipelines.Control.Tests.Actor;

/// <summary>Backfills across the ends of instances, on one thread and virtual time.</summary>
public sealed class BackfillActorTests
{
    private const int Firings = 6;

    [Theory]
    [InlineData(512, 12)]
    [InlineData(1, 12)]
    public void A_kill_before_or_after_any_append_opens_each_run_once(int batchSize, int least)
    {
        var kills = 0;
        foreach (var isAfter in new[] { false, true })
        {
            for (var (kill, isReached) = (0, true); isReached; kill++)
            {
                var world = new ActorWorld(Graph()) { BatchSize = batchSize };
                isReached = Run(world, kill, isAfter);
                kills += isReached ? 1 : 0;

                var opened = world.Changes().OfType<RunOpened>().Where(static run => run.Backfill > 0).Select(static run => run.Run).ToList();
                Assert.Equal(Firings, opened.Count);
                Assert.Equal(Firings, opened.Distinct().Count());
                Assert.Single(world.Changes().OfType<BackfillEnded>());
                Assert.Equal(opened.Order(), world.Changes().OfType<RunEnded>().Select(static run => run.Run).Order());
            }
        }

        Assert.True(kills >= least, $"Only {kills} kills.");
    }

    [Fact]
    public async Task A_command_in_the_inbox_is_answered_with_the_number_and_what_the_store_has_is_left_out()
    {
        var world = new ActorWorld(Graph());
        var lease = (await world.Store.AcquireAsync("test", "earlier", null, TestContext.Current.CancellationToken))!;
        var instant = world.Time.GetUtcNow().AddHours(-3);
        Change[] earlier =
        [
            new RunOpened(Openings.Timestamp(instant), instant, new RunCause(RunCauseKind.Cron, "hourly"), ["a"], new Dictionary<string, string>(), ""),
            new RunEnded(Openings.Timestamp(instant), RunStatus.Failed, "broken"),
        ];
        await world.Store.AppendAsync(lease, new AppendBatch(0, earlier, []), TestContext.Current.CancellationToken);
        await world.Store.ReleaseAsync(lease, TestContext.Current.CancellationToken);
        world.Start(world.StartInstance());

        var now = world.Time.GetUtcNow();
        var answer = CommandSender.SendAsync(
            world.Store, "test", new RequestBackfill(now.AddHours(-Firings), now, null, null, 2, false, new Dictionary<string, string>(), "late data"), "ann", world.Time, static () => { },
            TestContext.Current.CancellationToken);
        world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(world.Changes().OfType<BackfillRequested>().Single().Backfill.ToString(System.Globalization.CultureInfo.InvariantCulture), (await answer)!.Text);
        Assert.Equal(Firings - 1, world.Changes().OfType<RunOpened>().Count(static run => run.Backfill > 0));
        Assert.Equal(1, world.Changes().OfType<BackfillAdvanced>().Sum(static advanced => advanced.LeftOut));
        Assert.Single(world.Changes().OfType<BackfillEnded>());
    }

    // Whether the kill was reached.
    private static bool Run(ActorWorld world, int kill, bool isAfter)
    {
        var (count, isKilled) = (-1, false);
        void Kill(bool isAfterAppend)
        {
            count += isAfterAppend ? 0 : 1;
            if (count == kill && isAfterAppend == isAfter && !isKilled)
            {
                isKilled = true;
                throw new InvalidOperationException("killed");
            }
        }

        Begin(world, "one");
        world.Store.OnAppend = _ => Kill(isAfterAppend: false);
        world.Store.OnAppended = () => Kill(isAfterAppend: true);
        RunUntilEnded(world, () => isKilled);
        if (!isKilled)
        {
            return false;
        }

        Begin(world, "two");
        RunUntilEnded(world, static () => false);
        return true;
    }

    private static void Begin(ActorWorld world, string owner)
    {
        var actor = world.StartInstance(owner);
        _ = actor.CallAsync(static (logic, now) => logic.Start(now, "test"));
        if (owner == "one" || !world.Changes().OfType<BackfillRequested>().Any())
        {
            _ = actor.CallAsync(static (logic, now) => logic.Do(now, commands => commands.Backfills.Request(
                now.AddHours(-Firings), now, null, null, 2, false, new Dictionary<string, string>(), "ann", "")));
        }
    }

    private static void RunUntilEnded(ActorWorld world, Func<bool> isKilled)
    {
        for (var i = 0; !isKilled() && !world.Changes().OfType<BackfillEnded>().Any(); i++)
        {
            Assert.True(i < 3000, "The backfill has no end.");
            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Settle();
        }
    }

    private static ControlGraph Graph()
    {
        var text = new GraphText("a", "b");
        text.Guards["more"] = static at => at.Attempts < 5;
        return text
            .Node("a", "cron:0 * * * *", retry: "? more", work: static _ => static (_, _) => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()))
            .Node("b", "a.completed", retry: "? more", work: static _ => static (_, _) => Task.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()))
            .Build();
    }
}
