using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>The watermark of a checkpoint that is taken before some source lanes have received their splits.</summary>
public sealed class RestoredWatermarkTests
{
    [Fact]
    public void A_lane_without_an_assignment_yet_is_not_overtaken_by_the_restored_watermark()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        world.Topic.Append(1, ClickInput.Click(3, 5).ToJson(), ClickInput.Click(3, 6).ToJson());
        var graph = new ClickGraph { SourceLanes = 2 };
        using (var run = ClickRun.Start(world, graph))
        {
            // As in a group that has assigned no split to the second lane yet: the checkpoint covers only records of the first lane.
            run.Clicks.Sources[0].Readers[1].Lose(1);
            run.Checkpoint();
            Assert.Equal(2, run.Job.Counts()["clicks"].In);
            Assert.Empty(world.Totals.Rows);
        }

        var again = ClickRun.Start(world, graph);
        again.Drain();
        Assert.Empty(world.Late.Rows);
        Assert.Equal([2L, 1L], world.Totals.Rows.Select(static t => t.Count));
        Assert.Equal(1, again.Job.Counts()["distinct"].Duplicates);
    }

    [Fact]
    public void A_first_checkpoint_may_precede_the_assignment_of_splits()
    {
        var graph = new ClickGraph { SourceLanes = 2, Parallelism = 2, MaxChunk = 100 };
        var between = 0;
        Seeds.Run(1, 100, seed =>
        {
            var world = new ClickWorld(partitions: 2);
            byte[][] first = [.. ClickInput.Random(new Random(seed), 200, 0)], second = [.. ClickInput.Random(new Random(seed + 1), 200, 1000)];
            world.Topic.Append(0, first);
            world.Topic.Append(1, second);
            using (var run = ClickRun.Start(world, graph, seed: seed))
            {
                // The interval ends right at the start: the order of the tasks decides which records each lane has read before its barrier.
                world.Time.Advance(TimeSpan.FromSeconds(11));
                run.Run();
                Assert.Equal(1, run.Job.LastCheckpoint);
                between += world.Topic.Committed.Count == 1 ? 1 : 0;
            }

            var again = ClickRun.Start(world, graph, seed: seed);
            again.Drain();
            var model = new ClickModel([.. first, .. second], graph);
            Expect.Results(world, model);
            Expect.Balance(again.Job.Counts(), model);
        });
        Assert.True(Seeds.IsReplay || between >= 10, $"only {between} checkpoints were taken while one lane had its split and the other did not");
    }
}
