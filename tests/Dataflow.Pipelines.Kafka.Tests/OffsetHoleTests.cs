using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Source;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class OffsetHoleTests
{
    [Fact]
    public async Task A_position_that_retention_has_deleted_is_an_error_and_not_skipped_silently()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 3000);
        topic.Cluster.DeleteRecords("events", 0, 2000);
        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 500)]);
        lane.UntilFault();
        var error = Assert.IsType<ConnectorException>(lane.Fault);
        Assert.StartsWith("events [0]: the next offset to read is 500, the earliest that the broker still has is 2000: 1500 messages were deleted", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, lane.Count);
    }

    [Fact]
    public async Task Retention_that_overtakes_the_reader_is_an_error()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100_000);
        await using var lane = await TestLane.OpenAsync(topic.Source(), stalled: true);
        lane.Until(() => lane.IsPaused, "the partition is paused");
        topic.Cluster.DeleteRecords("events", 0, 90_000);
        lane.Resume();
        lane.UntilFault();

        // Everything up to the hole was read.
        var read = lane.Positions[0];
        Assert.InRange(read, 1, 89_999);
        Assert.StartsWith($"events [0]: the next offset to read is {read}, the earliest that the broker still has is 90000: {90_000 - read} messages", lane.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_behind_the_end_is_an_error()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100);
        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 101)]);
        lane.UntilFault();
        Assert.StartsWith("events [0]: the next offset to read is 101, but the partition ends at 100", lane.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offsets_that_are_missing_in_the_middle_are_an_error()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100_000);
        await using var lane = await TestLane.OpenAsync(topic.Source(), stalled: true);
        var at = Skip50(lane);
        lane.Resume();
        lane.UntilFault();
        Assert.StartsWith($"events [0]: offset {at} was expected, {at + 50} was received: 50 offsets are missing.", lane.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(at, lane.Positions[0]);
    }

    [Fact]
    public async Task Offsets_may_be_missing_where_the_source_allows_it()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100_000);
        var source = topic.Source();
        await using var lane = await TestLane.OpenAsync(
            new(source.BootstrapServers, source.Topic) { GroupId = source.GroupId, Properties = source.Properties, AllowOffsetGaps = true }, stalled: true);
        lane.AllowsGaps = true;
        Skip50(lane);
        lane.Drain();
        lane.Resume();
        lane.Until(() => lane.HasEnded, "the end");
        Assert.Equal(99_950, lane.Count);
    }

    /// <summary>The mock cluster has no compaction: instead, the client seeks ahead without the reader.</summary>
    private static long Skip50(TestLane lane)
    {
        lane.Until(() => lane.IsPaused, "the partition is paused");
        var consumer = ((KafkaReader)lane.Reader).Consumer;
        var at = consumer.Position(new TopicPartition("events", 0)).Value;
        consumer.Seek(new TopicPartitionOffset("events", 0, at + 50));
        return at;
    }
}
