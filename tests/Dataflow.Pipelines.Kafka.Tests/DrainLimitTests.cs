using Dataflow.Pipelines.Kafka.Source;

namespace Dataflow.Pipelines.Kafka.Tests;

/// <summary>
/// The mock cluster writes no control records. Position, end event and high watermark decide: for a partition with messages 0 to 9 and a
/// transaction marker at 10, a real broker reports the high watermark 11 and delivers nothing after 9; librdkafka's PARTITION_EOF carries 11.
/// </summary>
public sealed class DrainLimitTests
{
    [Fact]
    public void A_partition_that_ends_with_a_transaction_marker_is_at_its_limit_after_the_end_event()
    {
        var splits = new AssignedSplits("events");
        splits.Add(0, start: 0, limit: 11);
        splits.Slots[0].Next = 10;
        Assert.False(splits.AllAtLimit);
        splits.Slots[0].EndSeen = 11;
        Assert.True(splits.AllAtLimit);
        Assert.Equal(10, splits.Slots[0].Next);
    }

    [Fact]
    public void An_end_event_before_later_messages_is_not_the_limit()
    {
        var splits = new AssignedSplits("events");
        splits.Add(0, start: 0, limit: 15);
        splits.Slots[0].Next = 10;
        splits.Slots[0].EndSeen = 11;
        Assert.False(splits.AllAtLimit);
        splits.Slots[0].Next = 15;
        Assert.True(splits.AllAtLimit);
    }

    [Fact]
    public void An_end_event_of_an_earlier_assignment_does_not_count_for_the_next_one()
    {
        var splits = new AssignedSplits("events");
        var split = splits.Add(0, start: 0, limit: 11);
        splits.Slots[0].EndSeen = 11;
        splits.Remove(split);
        splits.Add(0, start: 0, limit: 11);
        Assert.False(splits.AllAtLimit);
    }
}
