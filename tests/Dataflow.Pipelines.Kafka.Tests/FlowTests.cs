using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class FlowTests
{
    [Fact]
    public async Task A_lane_without_space_pauses_the_partitions_and_the_group_does_not_revoke_them()
    {
        using var topic = new TestTopic(4);
        for (var partition = 0; partition < 4; partition++)
        {
            topic.Write(partition, 20_000);
        }

        await using var lane = await TestLane.OpenAsync(topic.Source(properties: [("max.poll.interval.ms", "2500"), ("session.timeout.ms", "2500")]), stalled: true);
        lane.Until(() => lane.IsPaused, "the partitions are paused");

        // The polling thread measures the lag once a second: four more values take longer than the poll interval.
        for (var round = 1; round <= 4; round++)
        {
            topic.Write(0, 10, from: 20_000 + ((round - 1) * 10));
            var expected = 80_000 + (round * 10);
            lane.Until(() => lane.Reader.Lag >= expected, $"a lag of {expected} while paused");
        }

        lane.Resume();
        lane.Until(() => lane.Count == 80_040, "80040 messages");
        Assert.False(lane.IsPaused);
        Assert.Empty(lane.Lost);
        Assert.Empty(lane.Revoked);
    }

    [Fact]
    public async Task An_interruption_of_the_broker_loses_no_message()
    {
        using var topic = new TestTopic(4);
        topic.Write(1, 1000);
        await using var lane = await TestLane.OpenAsync(topic.Source());
        lane.Until(() => lane.Count == 1000, "1000 messages");
        topic.Cluster.SetDown();
        lane.Until(() => lane.Log.Contains("the client retries"), "a warning that the broker is unreachable");
        topic.Cluster.SetUp();
        topic.Write(1, 1000, from: 1000);
        lane.Until(() => lane.Count == 2000, "2000 messages");
        await lane.CheckpointAsync();
        Assert.Null(lane.Fault);
        Assert.Equal(2000, lane.Values.Distinct().Count());
    }

    [Fact]
    public async Task Draining_ends_at_the_ends_that_the_partitions_had_when_it_began()
    {
        using var topic = new TestTopic(4);
        topic.Write(0, 5000);
        topic.Write(3, 3000);
        await using var lane = await TestLane.OpenAsync(topic.Source(), stalled: true);
        lane.Until(() => lane.Reader.Lag == 8000, "a lag of 8000");
        lane.Drain();
        topic.Write(0, 500, from: 5000);
        lane.Resume();
        lane.Until(() => lane.HasEnded, "the end");
        Assert.Equal(8000, lane.Count);
        Assert.Equal(5000, lane.Positions[0]);
    }

    [Fact]
    public async Task Draining_an_empty_topic_ends_immediately()
    {
        using var topic = new TestTopic(4);
        await using var lane = await TestLane.OpenAsync(topic.Source());
        lane.Drain();
        lane.Until(() => lane.HasEnded, "the end");
        Assert.Equal(0, lane.Count);
    }

    [Fact]
    public async Task The_lag_counts_the_messages_that_were_not_read()
    {
        using var topic = new TestTopic(4);
        topic.Write(0, 50_000);
        topic.Write(1, 50_000);
        await using var lane = await TestLane.OpenAsync(topic.Source(), stalled: true);
        lane.Until(() => lane.Reader.Lag == 100_000, "a lag of 100000");
        lane.Resume();
        lane.Until(() => lane.Reader.Lag == 0, "no lag");
        Assert.Equal(100_000, lane.Count);
    }

    [Fact]
    public async Task While_the_broker_does_not_answer_the_lag_is_unknown_and_the_log_reports_it_once()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "events:2");
        var address = await broker.ReadLineAsync();

        // The session is longer than the pause.
        await using var lane = await TestLane.OpenAsync(new(address, "events") { Properties = new Dictionary<string, string> { ["session.timeout.ms"] = "60000" } });
        lane.Until(() => lane.Reader.Lag == 0 && lane.Reader.Activity == SourceActivity.Reading, "no lag, and a broker that answers");
        broker.Freeze();
        lane.Until(() => lane.Reader.Lag == -1 && lane.Log.Contains("nothing fetched for"), "an unknown lag, and a line in the log");
        Assert.InRange(lane.Reader.Activity.SilentFor, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        broker.Thaw();
        lane.Until(() => lane.Reader.Lag == 0 && lane.Log.Contains("answers again"), "a known lag again, and a line in the log");
        Assert.Equal(2, lane.Log.All.Split("nothing fetched for").Length);
    }

    [Fact]
    public async Task A_member_without_partitions_reports_it_and_is_not_silent()
    {
        using var topic = new TestTopic(1);
        await using var first = await TestLane.OpenAsync(topic.Source());
        first.Until(() => first.Positions.Count == 1, "the partition at the first member");
        await using var second = await TestLane.OpenAsync(topic.Source());
        TestLane[] lanes = [first, second];
        second.Until(() => lanes.Any(static lane => lane.Log.Contains("no partitions assigned")), "a line in the log of one of them");
        second.Until(() => lanes.Count(static lane => lane.Reader.Activity.HasSplits) == 1, "one of them reads");
        Assert.All(lanes, static lane => Assert.Equal(TimeSpan.Zero, lane.Reader.Activity.SilentFor));
    }

    [Fact]
    public async Task Offsets_are_committed_with_the_checkpoint_and_not_before()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100);
        await using (var lane = await TestLane.OpenAsync(topic.Source()))
        {
            lane.Until(() => lane.Count == 100, "100 messages");
        }

        await using (var lane = await TestLane.OpenAsync(topic.Source()))
        {
            lane.Until(() => lane.Count == 100, "the same 100 messages");
            await lane.CheckpointAsync();
        }

        topic.Write(0, 1, from: 100);
        await using var last = await TestLane.OpenAsync(topic.Source(), onMissingState: MissingState.Join);
        last.Until(() => last.Count == 1, "1 message");
        Assert.Equal("0:100", last.Values[0]);
    }
}
