using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class OffsetHoleTests
{
    [Fact]
    public async Task A_position_that_retention_has_deleted_is_an_error_and_no_silent_skip()
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
        lane.GoOn();
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
}
