using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Jobs;

public sealed class RestoreTests
{
    [Fact]
    public void Late_records_stay_late_after_a_restart()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        var first = ClickRun.Start(world);
        first.Checkpoint();
        first.Crash();

        // The window of 1 was closed: the watermark was at 170 s.
        world.Topic.Append(0, ClickInput.Click(3, 6).ToJson(), ClickInput.Click(4, 171).ToJson());
        ClickRun.Start(world).Drain();
        Assert.Equal(["3"], world.Late.Rows.Select(static r => r.Id));
        Assert.Equal([1L, 1L, 1L], world.Totals.Rows.Select(static t => t.Count));
    }

    [Fact]
    public void The_key_secret_is_generated_once_and_restored_with_the_checkpoint()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson());
        var first = ClickRun.Start(world);
        first.Checkpoint();
        var secret = first.Job.Context.KeySecret;
        first.Crash();

        world.Topic.Append(0, ClickInput.Click(1, 6).ToJson());
        var second = ClickRun.Start(world);
        Assert.Equal(secret, second.Job.Context.KeySecret);
        second.Drain();
        Assert.Single(world.Lake.Rows);

        // Another job generates another secret from the same source of random bytes.
        using var other = ClickRun.Start(new ClickWorld { Secrets = world.Secrets });
        Assert.NotEqual(secret, other.Job.Context.KeySecret);
    }

    [Fact]
    public void The_restored_watermark_is_sent_first_even_if_a_new_split_has_no_data_yet()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 200).ToJson());
        var first = ClickRun.Start(world);
        first.Checkpoint();
        first.Crash();

        var grown = new ClickWorld(partitions: 2) { Disk = world.Disk };
        grown.Topic.Append(0, ClickInput.Click(1, 200).ToJson());
        using var second = ClickRun.Start(grown);
        second.Run();
        Assert.Equal(ClickInput.Start.AddSeconds(170), second.Job.Watermark);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void State_is_restored_at_another_parallelism(int before, int after)
    {
        var world = new ClickWorld(partitions: 2);
        var input = ClickInput.Random(new Random(11), 400, 0);
        var graph = new ClickGraph { Parallelism = before, SourceLanes = 2, SinkLanes = 2 };
        world.Topic.Append(0, [.. input]);
        var first = ClickRun.Start(world, graph);
        first.Checkpoint();
        first.Crash();

        // The last 100 messages once more: every record is a duplicate.
        world.Topic.Append(0, [.. input.Skip(300)]);
        var second = ClickRun.Start(world, graph with { Parallelism = after, SourceLanes = 1, SinkLanes = 1 });
        second.Drain();
        Expect.Results(world, new ClickModel(input.Concat(input.Skip(300)), graph));
        Expect.Balance(second.Job.Counts(), new ClickModel(input.Concat(input.Skip(300)), graph));
    }

    [Fact]
    public void A_checkpoint_with_state_of_a_removed_node_is_refused_with_the_reason()
    {
        var world = new ClickWorld(topics: 2);
        world.Topics[1].Append(0, ClickInput.Click(1, 0).ToJson());
        var first = ClickRun.Start(world, new ClickGraph { Sources = 2 });
        first.Checkpoint();
        first.Crash();

        var fault = Assert.Throws<CheckpointException>(() => ClickRun.Start(world, new ClickGraph { Sources = 1 }));
        Assert.Contains("holds state of node 'clicks_1', which the pipeline no longer has (it has clicks, ", fault.Message, StringComparison.Ordinal);
        Assert.False(world.Disk.IsLocked);
    }

    [Fact]
    public void Counts_continue_from_the_checkpoint()
    {
        var world = new ClickWorld();
        var input = ClickInput.Random(new Random(2), 300, 0);
        world.Topic.Append(0, [.. input.Take(200)]);
        var first = ClickRun.Start(world);
        first.Checkpoint();
        world.Topic.Append(0, [.. input.Skip(200)]);
        first.Run();
        Assert.Equal(300, first.Job.Counts()["clicks"].In);
        first.Crash();

        var second = ClickRun.Start(world);
        Assert.InRange(second.Job.Counts()["clicks"].In, 200, 300);
        second.Drain();
        Expect.Balance(second.Job.Counts(), new ClickModel(input, new ClickGraph()));
    }

    [Fact]
    public void Attempt_numbers_increase()
    {
        var world = new ClickWorld();
        var attempts = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var run = ClickRun.Start(world);
            attempts.Add(run.Job.Context.Attempt);
            run.Suspend();
        }

        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public void A_revoked_split_is_settled_by_a_checkpoint_that_covers_it_and_no_longer_holds_the_watermark_back()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 100).ToJson());
        world.Topic.Append(1, ClickInput.Click(2, 5).ToJson());
        using var run = ClickRun.Start(world);
        run.Run();
        var settledAt = -1L;
        run.Clicks.Sources[0].Readers[0].Revoke(1, () => settledAt = run.Job.LastCheckpoint);
        run.Run();
        Assert.Equal(1, settledAt);
        Assert.Equal(1, world.Topic.Committed[1]);
        Assert.Contains("2", world.Lake.Rows.Select(static r => r.Id));

        run.Wait(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Totals.Rows);
        world.Topic.Append(0, ClickInput.Click(3, 100).ToJson());
        run.Checkpoint();
        Assert.Equal(ClickInput.Start, Assert.Single(world.Totals.Rows).Start);

        // Another reader has advanced the split meanwhile; it is assigned again and read from the position of that reader.
        world.Topic.Append(1, ClickInput.Click(4, 101).ToJson(), ClickInput.Click(5, 102).ToJson());
        run.Clicks.Sources[0].Readers[0].Assign(1, 2);
        run.Checkpoint();
        Assert.Equal(["1", "2", "3", "5"], world.Lake.Rows.Select(static r => r.Id).Order());
    }

    [Fact]
    public void A_lost_split_is_dropped_from_the_checkpoints()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson());
        world.Topic.Append(1, ClickInput.Click(2, 0).ToJson());
        using var run = ClickRun.Start(world);
        run.Checkpoint();
        world.Topic.Append(0, ClickInput.Click(3, 0).ToJson());
        run.Clicks.Sources[0].Readers[0].Lose(1);
        run.Checkpoint();
        Assert.Equal("offsets 0@2", run.Process.Trace.Last(static step => step.StartsWith("offsets", StringComparison.Ordinal)));
    }

    [Fact]
    public void Records_of_a_lost_split_after_the_last_checkpoint_count_once()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(1, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 1).ToJson());
        using (var run = ClickRun.Start(world))
        {
            run.Checkpoint();
            world.Topic.Append(1, ClickInput.Click(3, 2).ToJson(), ClickInput.Click(4, 3).ToJson());
            run.Run();
            run.Clicks.Sources[0].Readers[0].Lose(1);
            run.Run();
            var fault = Assert.IsType<PipelineFaultException>(run.Job.Completion.Exception?.InnerException);
            Assert.True(fault.CanRestart);
            Assert.Contains("has revoked clicks_0[1] (2 to 3) from this reader", fault.Message, StringComparison.Ordinal);
            Assert.Equal(1, run.Job.LastCheckpoint);
        }

        using var again = ClickRun.Start(world);
        again.Checkpoint();
        Assert.Equal(["1", "2", "3", "4"], world.Lake.Rows.Select(static r => r.Id).Order());
    }

    [Fact]
    public void A_split_that_arrives_behind_the_watermark_brings_its_event_time_and_its_late_records_are_counted()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 300).ToJson());
        using var run = ClickRun.Start(world, new ClickGraph { SourceLanes = 2 });
        run.Clicks.Sources[0].Readers[1].Lose(1);
        run.Clicks.Sources[0].Readers[1].AssignNoMore();
        run.Checkpoint();
        var watermark = run.Job.Watermark;
        world.Topic.Append(1, ClickInput.Click(2, 20).ToJson(), ClickInput.Click(3, 400).ToJson());
        run.Clicks.Sources[0].Readers[0].Assign(1, 0, ClickInput.Start.AddSeconds(10).UtcTicks);
        run.Checkpoint();
        Assert.Equal(1, run.Job.BehindAfterMove);
        Assert.True(run.Job.Watermark >= watermark);
        Assert.Contains(run.Clicks.Logs.Lines, static line => line.Text.Contains("clicks_0[1] was assigned from a reader that had read it up to", StringComparison.Ordinal));
    }

    [Fact]
    public void An_idle_split_holds_nothing_back_after_its_timeout()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        var policy = new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(30), IdleTimeout = TimeSpan.FromMinutes(1) };
        using var run = ClickRun.Start(world, new ClickGraph { Watermarks = policy });
        run.Wait(TimeSpan.FromSeconds(30));
        Assert.Null(run.Job.Watermark);
        world.Topic.Append(0, ClickInput.Click(3, 201).ToJson());
        run.Wait(TimeSpan.FromSeconds(45));
        Assert.Equal(ClickInput.Start.AddSeconds(171), run.Job.Watermark);
    }

    [Fact]
    public void A_lane_without_splits_holds_no_window_back_and_the_watermark_is_restored_without_it()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        world.Topic.Append(1, ClickInput.Click(3, 5).ToJson(), ClickInput.Click(4, 200).ToJson());
        var graph = new ClickGraph { SourceLanes = 4 };
        using (var run = ClickRun.Start(world, graph))
        {
            run.Checkpoint();
            Assert.Equal(ClickInput.Start.AddSeconds(170), run.Job.Watermark);
            Assert.Equal(2, Assert.Single(world.Totals.Rows).Count);
            run.Checkpoint();
        }

        using var again = ClickRun.Start(world, graph);
        again.Run();
        Assert.Equal(ClickInput.Start.AddSeconds(170), again.Job.Watermark);
    }

    [Fact]
    public void A_split_assigned_to_a_lane_without_splits_holds_the_watermark_back_again()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        using var run = ClickRun.Start(world, new ClickGraph { SourceLanes = 2 });
        run.Clicks.Sources[0].Readers[1].Lose(1);
        run.Run();
        Assert.Empty(world.Totals.Rows);
        run.Clicks.Sources[0].Readers[1].AssignNoMore();
        run.Checkpoint();
        Assert.Single(world.Totals.Rows);
        run.Clicks.Sources[0].Readers[1].Assign(1, 0);
        run.Run();
        world.Topic.Append(0, ClickInput.Click(3, 500).ToJson());
        run.Checkpoint();
        Assert.Single(world.Totals.Rows);
        world.Topic.Append(1, ClickInput.Click(4, 300).ToJson());
        run.Checkpoint();
        Assert.Equal(2, world.Totals.Rows.Count);
    }

    [Fact]
    public void A_split_with_malformed_messages_only_is_idle()
    {
        var world = new ClickWorld(partitions: 2);
        world.Topic.Append(0, ClickInput.Click(1, 5).ToJson(), ClickInput.Click(2, 200).ToJson());
        var policy = new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(30), IdleTimeout = TimeSpan.FromMinutes(1) };
        using var run = ClickRun.Start(world, new ClickGraph { Watermarks = policy });
        for (var i = 0; i < 5; i++)
        {
            world.Topic.Append(0, ClickInput.Click(3 + i, 201).ToJson());
            world.Topic.Append(1, [.. "{"u8]);
            run.Wait(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(ClickInput.Start.AddSeconds(171), run.Job.Watermark);
        Assert.Equal(5, run.Job.Counts()["clicks"].Rejected);
    }

    [Fact]
    public void A_time_too_far_ahead_is_rejected_and_does_not_move_the_watermark()
    {
        var world = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 100_000).ToJson());
        var policy = new WatermarkPolicy { MaxAhead = TimeSpan.FromHours(1) };
        using var run = ClickRun.Start(world, new ClickGraph { Watermarks = policy });
        run.Checkpoint();
        Assert.Equal(ClickInput.Start, run.Job.Watermark);
        Assert.Contains("more than 01:00:00 ahead", Assert.Single(world.DeadLetters.Rows).Reason, StringComparison.Ordinal);
    }
}
