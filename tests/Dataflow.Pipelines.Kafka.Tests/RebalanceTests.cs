using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Kafka.Tests;

/// <summary>
/// The mock cluster answers a follower's SyncGroup that arrives after the leader's with INVALID_REQUEST. The follower joins again, and
/// until then the mock cluster refuses commits that a real broker accepts: offsets that a revocation has settled may stay uncommitted.
/// </summary>
public sealed class RebalanceTests
{
    [Fact]
    public async Task Two_members_share_the_partitions_and_read_each_message_once()
    {
        using var topic = new TestTopic(8);
        await using var first = await TestLane.OpenAsync(topic.Source());
        await using var second = await Share(topic, first, topic.Source(), isCommitted: true);
        Assert.Equal(24_000, first.Values.Concat(second.Values).Distinct().Count());
        Assert.Equal(24_000, first.Count + second.Count);
        Assert.All(second.Starts.Values, start => Assert.Equal(2000, start));
    }

    [Fact]
    public async Task Under_the_eager_protocol_no_message_is_lost()
    {
        // Here the mock cluster refuses all commits: a partition that moves is read again by the other member. One that returns to the same
        // member is not, because the position in its own checkpoint is ahead of the group's.
        using var topic = new TestTopic(8);
        var source = topic.Source(properties: [("partition.assignment.strategy", "range")]);
        await using var first = await TestLane.OpenAsync(source);
        await using var second = await Share(topic, first, source, isCommitted: false);
        second.Until(() => first.Values.Concat(second.Values).Distinct().Count() == 24_000, "24000 different messages");
        Assert.Equal(20_000, first.Count);
        Assert.Equal(first.Values.Count, first.Values.Distinct().Count());
    }

    [Fact]
    public async Task A_partition_is_released_only_when_a_checkpoint_covers_it()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 1000);
        topic.Write(1, 1000);
        await using var first = await TestLane.OpenAsync(topic.Source(), settlesByItself: false);
        first.Until(() => first.Count == 2000, "2000 messages");
        await using var second = await TestLane.OpenAsync(topic.Source());
        first.Until(() => first.Revoked.Count == 1, "one partition is revoked");
        var moved = first.Revoked[0];

        // Other partitions are delayed too while the group waits, but no other member may have this one.
        Assert.Empty(second.Positions);
        await first.CheckpointAsync();
        second.Until(() => second.Positions.ContainsKey(moved), "the revoked partition at the second member");
        topic.Write(moved, 10, from: 1000);
        second.Until(() => second.Positions.GetValueOrDefault(moved) == 1010, "10 more messages");
        Assert.Equal(first.Log.Contains("before Kafka has committed their offsets") ? 0 : 1000, second.Starts[moved]);
    }

    [Fact]
    public async Task A_partition_that_no_checkpoint_covers_in_time_is_released_with_an_error_in_the_log()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 1000);
        topic.Write(1, 1000);
        await using var first = await TestLane.OpenAsync(topic.Source(rebalanceTimeout: TimeSpan.FromMilliseconds(500)), settlesByItself: false);
        first.Until(() => first.Count == 2000, "2000 messages");
        await using var second = await TestLane.OpenAsync(topic.Source());
        second.Until(() => second.Count == 1000, "1000 messages at the second member");
        Assert.Contains("although no checkpoint has settled them within 00:00:00.5", first.Log.All, StringComparison.Ordinal);
        first.Until(() => first.Lost.Count == 1, "the partition that was not settled is lost");
        Assert.Equal(0, second.Starts.Values.Single());
    }

    [Fact]
    public async Task When_a_member_leaves_the_other_is_assigned_its_partitions()
    {
        using var topic = new TestTopic(4);
        await using var first = await TestLane.OpenAsync(topic.Source());
        first.Until(() => first.Positions.Count == 4, "4 partitions at the first member");
        await using (var second = await TestLane.OpenAsync(topic.Source()))
        {
            second.Until(() => second.Positions.Count == 2, "2 partitions at the second member");
            topic.Write(second.Positions.Keys.First(), 100);
            second.Until(() => second.Count == 100, "100 messages at the second member");
            await second.CheckpointAsync();
        }

        first.Until(() => first.Positions.Count == 4, "4 partitions at the first member again");
        Assert.Equal(0, first.Count);
    }

    [Fact]
    public async Task A_drain_ends_when_the_partitions_of_another_member_are_read_and_committed_and_not_before()
    {
        using var topic = new TestTopic(2);
        await using var first = await TestLane.OpenAsync(topic.Source());
        first.Until(() => first.Positions.Count == 2, "2 partitions at the first member");
        await using var second = await TestLane.OpenAsync(topic.Source());
        second.Until(() => second.Positions.Count == 1 && first.Positions.Count == 1, "a partition at each member");
        second.Stall();
        topic.Write(0, 100);
        topic.Write(1, 100);
        first.Drain();
        first.Until(() => first.Log.Contains("drained here; waits until other members of readers have read and committed"), "a line in the log");
        first.Until(() => first.Count == 100, "100 messages at the first member");
        Assert.False(first.HasEnded);
        second.Resume();
        second.Until(() => second.Count == 100, "100 messages at the second member");
        Assert.False(first.HasEnded);
        await second.CheckpointAsync();
        first.Until(() => first.HasEnded, "the end at the first member");
    }

    [Fact]
    public async Task A_drain_reads_the_partitions_of_a_member_that_has_left()
    {
        using var topic = new TestTopic(2);
        await using var first = await TestLane.OpenAsync(topic.Source());
        first.Until(() => first.Positions.Count == 2, "2 partitions at the first member");
        await using (var second = await TestLane.OpenAsync(topic.Source()))
        {
            second.Until(() => second.Positions.Count == 1 && first.Positions.Count == 1, "a partition at each member");
            second.Stall();
            topic.Write(0, 100);
            topic.Write(1, 100);
            first.Drain();
            first.Until(() => first.Log.Contains("drained here; waits until other members"), "a line in the log");
        }

        first.Until(() => first.HasEnded, "the end at the first member");
        Assert.Equal(200, first.Count);
    }

    private static async Task<TestLane> Share(TestTopic topic, TestLane first, KafkaSource<TestRecord> source, bool isCommitted)
    {
        for (var partition = 0; partition < 8; partition++)
        {
            topic.Write(partition, 2000);
        }

        first.Until(() => first.Count == 16_000, "16000 messages");
        if (isCommitted)
        {
            await first.CheckpointAsync();
        }

        var second = await TestLane.OpenAsync(source, onMissingState: MissingState.Join);
        second.Until(() => second.Positions.Count == 4, "4 partitions at the second member");
        first.Until(() => first.Positions.Count == 4, "4 partitions at the first member");
        for (var partition = 0; partition < 8; partition++)
        {
            topic.Write(partition, 1000, from: 2000);
        }

        first.Until(() => first.Positions.Values.All(next => next == 3000), "the first member has read its partitions to the end");
        second.Until(() => second.Positions.Values.All(next => next == 3000), "the second member has read its partitions to the end");
        Assert.Empty(first.Lost);
        return second;
    }
}
