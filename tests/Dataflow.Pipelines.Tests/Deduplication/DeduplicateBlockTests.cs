using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;

namespace Dataflow.Pipelines.Tests.Deduplication;

public sealed class DeduplicateBlockTests
{
    [Fact]
    public void The_first_record_of_a_key_passes_and_the_next_one_after_Within()
    {
        var world = new ClickWorld();
        var graph = new ClickGraph { Within = TimeSpan.FromSeconds(100) };
        using var run = ClickRun.Start(world, graph);
        foreach (var seconds in new[] { 0, 1, 99, 100, 120, 199, 201 })
        {
            world.Topic.Append(0, ClickInput.Click(1, seconds, amount: seconds).ToJson());
            run.Run();
        }

        run.Checkpoint();
        Assert.Equal([0, 100, 201], world.Lake.Rows.Select(static r => (int)r.Amount));
        var counts = run.Job.Counts()["distinct"];
        Assert.Equal((7, 3, 4), (counts.In, counts.Out, counts.Duplicates));
    }

    [Fact]
    public void Ids_survive_a_crash_and_expired_segments_are_deleted()
    {
        var world = new ClickWorld();
        var graph = new ClickGraph { Within = TimeSpan.FromSeconds(100) };
        var first = ClickRun.Start(world, graph);
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        first.Checkpoint();
        Assert.Contains(world.Disk.Files.Keys, static n => n == "distinct-0-000001-000001.keys");
        first.Crash();

        var second = ClickRun.Start(world, graph);
        world.Topic.Append(0, ClickInput.Click(1, 50).ToJson(), ClickInput.Click(2, 131).ToJson());
        for (var i = 0; i < 5; i++)
        {
            second.Checkpoint();
            world.Topic.Append(0, ClickInput.Click(10 + i, 132).ToJson());
        }

        Assert.DoesNotContain("1", world.Lake.Rows.Skip(1).Select(static r => r.Id));
        Assert.DoesNotContain(world.Disk.Files.Keys, static n => n == "distinct-0-000001-000001.keys");
        second.Dispose();
    }
}
