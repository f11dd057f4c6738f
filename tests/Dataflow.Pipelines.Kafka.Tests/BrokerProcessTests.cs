using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

public sealed class BrokerProcessTests
{
    [Fact]
    public async Task It_prints_its_address_creates_the_topics_and_ends_on_SIGTERM()
    {
        var portFile = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var broker = SampleProcess.Start("Broker", "--topic", "events", "--topic", "small:3", "--partitions", "256", "--port-file", portFile);
        var address = await broker.ReadLineAsync();
        Assert.Equal(address, await File.ReadAllTextAsync(portFile));
        File.Delete(portFile);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = address }).Build();
        var topics = admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
        Assert.Equal(256, topics["events"]);
        Assert.Equal(3, topics["small"]);
        broker.Terminate();
        Assert.Equal(0, (await broker.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task It_ends_when_its_parent_has_ended()
    {
        using var parent = Process.Start("sleep", "600");
        await using var broker = SampleProcess.Start("Broker", "--parent-pid", parent.Id.ToString(CultureInfo.InvariantCulture));
        await broker.ReadLineAsync();
        Assert.False(broker.HasExited);
        parent.Kill();
        Assert.Equal(0, (await broker.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task It_obeys_commands_that_inject_faults()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "events:1", "--control");
        var address = await broker.ReadLineAsync();
        Assert.Equal("ok", await broker.AskAsync("down"));
        var source = new KafkaSource<TestRecord>(address, "events");
        Assert.False((await source.CheckAsync(CancellationToken.None)).IsHealthy);
        Assert.Equal("ok", await broker.AskAsync("up"));
        Assert.True((await source.CheckAsync(CancellationToken.None)).IsHealthy);
        Assert.Equal("error: unknown command 'sideways'", await broker.AskAsync("sideways"));
    }
}
