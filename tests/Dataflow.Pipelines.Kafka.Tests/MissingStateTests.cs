using Confluent.Kafka;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Kafka.Tests;

/// <summary>A job without checkpoints, and a group in which an earlier job has committed offsets.</summary>
public sealed class MissingStateTests
{
    private const long Noon = 638_000_000_000_000_000;

    [Fact]
    public async Task It_is_refused_and_the_error_names_group_instance_attempt_and_checkpoint()
    {
        using var topic = await WithEarlierJob();
        var error = await Assert.ThrowsAsync<EarlierJobException>(() => TestLane.OpenAsync(topic.Source(), instance: "second"));
        Assert.Contains(
            "instance first, attempt 7, has committed offsets of 2 partitions with checkpoint 1 (consumer group 'readers', topic 'events')",
            Assert.Single(error.Traces), StringComparison.Ordinal);
        Assert.Contains("--start-over", error.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-loss", error.Message, StringComparison.Ordinal);
        Assert.Contains("--join", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MissingState.AcceptLoss)]
    [InlineData(MissingState.Join)]
    public async Task It_continues_at_the_committed_offsets_with_accept_loss(MissingState choice)
    {
        using var topic = await WithEarlierJob();
        await using var lane = await TestLane.OpenAsync(topic.Source(), instance: "second", onMissingState: choice);
        lane.Until(() => lane.Starts.Count == 2, "2 partitions");
        Assert.Equal([100, 100], lane.Starts.Values);
        Assert.Equal([Noon, Noon], lane.LatestBefore.Values);
    }

    [Fact]
    public async Task It_starts_over_on_request_and_only_once()
    {
        using var topic = await WithEarlierJob();
        await using var lane = await TestLane.OpenAsync(topic.Source(), instance: "second", onMissingState: MissingState.StartOver);
        lane.Until(() => lane.Count == 200, "200 messages");
        Assert.Equal([0, 0], lane.Starts.Values);
        Assert.Equal([long.MinValue, long.MinValue], lane.LatestBefore.Values);
        Assert.Contains("events [0] is read again from the earliest message, as requested; the group readers had committed 100", lane.Log.All, StringComparison.Ordinal);
        await lane.CheckpointAsync();

        // A partition that moves to another member of the new job and back is continued.
        await using (var other = await TestLane.OpenAsync(topic.Source(), instance: "third", onMissingState: MissingState.Join))
        {
            other.Until(() => other.Positions.Count == 1, "a partition at the other member");
            Assert.Equal([100], other.Starts.Values);
        }

        lane.Until(() => lane.Positions.Count == 2, "both partitions again");
        Assert.Equal([100, 100], lane.Positions.Values);
        Assert.Equal(200, lane.Count);
    }

    [Fact]
    public async Task It_starts_over_at_the_earliest_message_also_where_a_new_group_would_start_at_the_end()
    {
        using var topic = await WithEarlierJob();
        await using var lane = await TestLane.OpenAsync(topic.Source(starting: "latest"), instance: "second", onMissingState: MissingState.StartOver);
        lane.Until(() => lane.Count == 200, "200 messages");
        Assert.Equal([0, 0], lane.Starts.Values);
    }

    [Fact]
    public async Task A_job_with_a_checkpoint_is_not_refused()
    {
        using var topic = await WithEarlierJob();
        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 40), new("events", 1, 100)], instance: "second");
        lane.Until(() => lane.Starts.Count == 2, "2 partitions");
        Assert.Equal([100, 100], lane.Starts.Values);
    }

    [Fact]
    public async Task Offsets_that_another_program_has_committed_are_a_start_like_any_other()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 100);
        topic.Write(1, 100);
        using (var other = new ConsumerBuilder<Ignore, Ignore>([new("bootstrap.servers", topic.Servers), new("group.id", "readers")]).Build())
        {
            other.Commit([new("events", 0, 60), new("events", 1, 100)]);
            other.Close();
        }

        await using var lane = await TestLane.OpenAsync(topic.Source(), instance: "second");
        lane.Until(() => lane.Count == 40, "40 messages");
        Assert.Equal((60, 100), (lane.Starts[0], lane.Starts[1]));
    }

    private static async Task<TestTopic> WithEarlierJob()
    {
        var topic = new TestTopic(2);
        topic.Write(0, 100);
        topic.Write(1, 100);
        await using var lane = await TestLane.OpenAsync(topic.Source(), instance: "first", attempt: 7);
        lane.Latest = Noon;
        lane.Until(() => lane.Count == 200, "200 messages");
        await lane.CheckpointAsync();
        return topic;
    }
}
