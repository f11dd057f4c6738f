using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.BadDays;

public sealed class NoBrokerTests
{
    [Fact]
    public async Task Without_a_broker_it_tries_again_names_the_address_and_ends_with_1()
    {
        using var directory = new TestDirectory();
        var address = UnusedAddress();
        await using var pipeline = SamplePipeline.Plain(directory, address).Start("--startup-timeout", "3s");
        var code = await pipeline.ExitAsync();
        Assert.True(code == 1, pipeline.Story);
        Assert.Contains($"No Kafka broker answers at {address} within the start-up time-out of 3s", pipeline.Errors[^1], StringComparison.Ordinal);
        Assert.True(pipeline.Errors.Count(line => line.Contains("the next attempt is in", StringComparison.Ordinal)) >= 2, pipeline.Story);
    }

    [Fact]
    public async Task With_a_health_trigger_it_waits_and_begins_when_the_broker_answers()
    {
        using var directory = new TestDirectory();
        var address = UnusedAddress();
        var pipeline = SamplePipeline.In(directory, address);
        await using var running = pipeline.Start("--startup-timeout", "3s");
        await running.LineAsync("the health of the source", line => line.Contains($"'kafka_source' is unhealthy: Kafka at {address}", StringComparison.Ordinal));
        await running.LineAsync("the reason of the wait", static line => line.Contains("stream_cleaner#2 is skipped: kafka_source.health != 'healthy'", StringComparison.Ordinal));
        running.Terminate();
        Assert.True(await running.ExitAsync() == 0, running.Story);

        // The mock broker chooses its port: the pipeline finds it by its input, as after a change of the address.
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        await using var again = (pipeline with { Kafka = broker.Address }).Start();
        await again.LineAsync("the start of the node", static line => line.Contains("stream_cleaner#", StringComparison.Ordinal) && line.EndsWith(" runs.", StringComparison.Ordinal));
        await new Topic(broker.Address, "raw_events").WriteAsync(0, Event.Good("1"));
        (await (pipeline with { Kafka = broker.Address }).DrainAsync(again)).Balances(1, pipeline.Lake);
    }

    internal static string UnusedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
