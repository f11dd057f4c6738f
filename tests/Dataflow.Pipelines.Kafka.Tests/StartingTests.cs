using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class StartingTests
{
    [Fact]
    public async Task A_new_group_starts_at_the_earliest_offset()
    {
        using var topic = new TestTopic(3);
        topic.Write(0, 500);
        topic.Write(2, 100);
        await using var lane = await TestLane.OpenAsync(topic.Source());
        lane.Until(() => lane.Count == 600, "600 messages");
        Assert.Equal([(0, 0L), (1, 0L), (2, 0L)], lane.Starts.OrderBy(start => start.Key).Select(start => (start.Key, start.Value)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"2:{i}"), lane.Values.Where(value => value.StartsWith("2:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_group_starts_at_the_end_if_configured()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 500);
        await using var lane = await TestLane.OpenAsync(topic.Source(starting: "latest"));
        lane.Until(() => lane.Positions.Count == 1, "the partition is assigned");
        topic.Write(0, 10, from: 500);
        lane.Until(() => lane.Count == 10, "10 messages");
        Assert.Equal("0:500", lane.Values[0]);
    }

    [Fact]
    public async Task Reading_continues_at_the_position_of_the_checkpoint()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 500);
        topic.Write(1, 500);
        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 123), new("other", 1, 400)]);
        lane.Until(() => lane.Count == 877, "877 messages");
        Assert.Equal(123, lane.Starts[0]);
        Assert.Equal(0, lane.Starts[1]);
    }

    [Fact]
    public async Task The_committed_offset_of_the_group_wins_where_it_is_ahead_of_the_checkpoint()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 500);
        topic.Write(1, 500);
        await using (var first = await TestLane.OpenAsync(topic.Source()))
        {
            first.Until(() => first.Count == 1000, "1000 messages");
            await first.CheckpointAsync();
        }

        topic.Write(0, 5, from: 500);
        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 123)]);
        lane.Until(() => lane.Count == 5, "5 messages");
        Assert.Equal(500, lane.Starts[0]);
        Assert.Equal(500, lane.Starts[1]);
    }

    [Fact]
    public async Task A_job_that_goes_back_to_an_earlier_checkpoint_starts_there_whatever_the_group_has_committed()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 500);
        topic.Write(1, 500);
        await using (var first = await TestLane.OpenAsync(topic.Source()))
        {
            first.Until(() => first.Count == 1000, "1000 messages");
            await first.CheckpointAsync();
        }

        await using var lane = await TestLane.OpenAsync(topic.Source(), [new("events", 0, 123)], isFallback: true);
        lane.Until(() => lane.Count == 377, "377 messages");
        Assert.Equal(123, lane.Starts[0]);
        Assert.Equal(500, lane.Starts[1]);
        Assert.Contains("restarts at 123, the position in the earlier checkpoint; the group readers had committed 500", lane.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_a_source_has_the_group_of_its_pipeline_and_node()
    {
        using var topic = new TestTopic(1);
        topic.Write(0, 100);
        var source = new KafkaSource<TestRecord>(topic.Servers, "events");
        await using (var first = await TestLane.OpenAsync(source, pipeline: "orders"))
        {
            first.Until(() => first.Count == 100, "100 messages");
            await first.CheckpointAsync();
            Assert.Contains("as a member of orders.source", first.Log.All, StringComparison.Ordinal);
        }

        // Another pipeline with a node of the same name reads all messages independently; the next start of the first continues.
        await using (var other = await TestLane.OpenAsync(source, pipeline: "payments"))
        {
            other.Until(() => other.Count == 100, "100 messages");
            Assert.Equal(0, other.Starts[0]);
        }

        await using var again = await TestLane.OpenAsync(source, pipeline: "orders", onMissingState: MissingState.Join);
        again.Until(() => again.Starts.Count == 1, "the partition is assigned");
        Assert.Equal(100, again.Starts[0]);
    }

    [Fact]
    public async Task Without_a_broker_the_error_names_the_address_when_the_start_up_time_is_over()
    {
        string address;
        using (var gone = new TestTopic(1))
        {
            address = gone.Servers;
        }

        var source = new KafkaSource<TestRecord>(address, "events") { GroupId = "readers" };
        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(source, startup: TimeSpan.FromSeconds(1)));
        Assert.Contains($"No Kafka broker answers at {address} within the start-up time-out of 1s: ", error.Message, StringComparison.Ordinal);
        var health = await source.CheckAsync(CancellationToken.None);
        Assert.False(health.IsHealthy);
        Assert.Contains(address, health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_names_a_topic_that_does_not_exist()
    {
        using var topic = new TestTopic(1);
        var source = new KafkaSource<TestRecord>(topic.Servers, "evnets") { GroupId = "readers", Properties = new Dictionary<string, string> { ["allow.auto.create.topics"] = "false" } };
        Assert.True((await topic.Source().CheckAsync(CancellationToken.None)).IsHealthy);

        // The mock cluster creates every requested topic; so the error is set for this one.
        topic.Cluster.SetTopicError("evnets", Native.NativeError.UnknownTopicOrPartition);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(source, startup: TimeSpan.FromSeconds(1)));
        Assert.Contains("Topic 'evnets' does not exist", error.Message, StringComparison.Ordinal);
    }
}
