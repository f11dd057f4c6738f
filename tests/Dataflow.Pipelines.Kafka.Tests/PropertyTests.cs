using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class PropertyTests
{
    private const string Secret = "hunter2-marker";

    [Fact]
    public async Task The_error_names_a_property_that_librdkafka_does_not_support()
    {
        using var topic = new TestTopic(1);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(topic.Source(properties: [("sesion.timeout.ms", "1")])));
        Assert.Contains("sesion.timeout.ms", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable.auto.commit", "true")]
    [InlineData("auto.offset.reset", "latest")]
    [InlineData("group.id", "other")]
    public async Task A_property_that_would_break_the_guarantee_is_refused(string name, string value)
    {
        using var topic = new TestTopic(1);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(topic.Source(properties: [(name, value)])));
        Assert.Contains($"'{name}' cannot be set to '{value}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_in_no_error_and_no_log()
    {
        using var topic = new TestTopic(1);
        (string, string)[] login = [("security.protocol", "sasl_plaintext"), ("sasl.mechanism", "PLAIN"), ("sasl.username", "me"), ("sasl.password", Secret)];

        // The mock cluster does not support SASL: the login fails.
        var failed = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(topic.Source(properties: login), startup: TimeSpan.FromSeconds(2)));
        Assert.DoesNotContain(Secret, failed.ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ConnectorException>(() => TestLane.OpenAsync(topic.Source(properties: [("ssl.key.pem", Secret), ("security.protocol", "ssl")])));
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        var health = await topic.Source(properties: login).CheckAsync(CancellationToken.None);
        Assert.DoesNotContain(Secret, health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_group_protocol_of_Kafka_4_can_be_chosen()
    {
        using var topic = new TestTopic(2);
        topic.Write(0, 100);
        topic.Write(1, 100);
        await using var lane = await TestLane.OpenAsync(
            new(topic.Servers, "events") { GroupId = "readers", Properties = new Dictionary<string, string> { ["group.protocol"] = "consumer" } });
        lane.Until(() => lane.Count == 200, "200 messages");
        await lane.CheckpointAsync();
    }
}
