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
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        await broker.ObeyAsync("down");
        var pipeline = SamplePipeline.In(directory, broker.Address);
        await using var running = pipeline.Start("--startup-timeout", "3s");
        await running.LineAsync("the health of the source", line => line.Contains($"'kafka_source' is unhealthy: Kafka at {broker.Address}", StringComparison.Ordinal));
        await running.LineAsync("the reason of the wait", static line => line.Contains("stream_cleaner#2 is skipped: kafka_source.health != 'healthy'", StringComparison.Ordinal));

        // The next check of the source, which the class asks for each 30 s, starts the node.
        await broker.ObeyAsync("up");
        await running.LineAsync("a report of the pipeline", static line => line.StartsWith('{') && Report.Of(line).Checkpoint > 0);
        await pipeline.Events.WriteAsync(0, Event.Good("1"));
        (await pipeline.DrainAsync(running)).Balances(1, pipeline.Lake);
        Assert.Equal(1, pipeline.Lake.Rows());
    }

    internal static string UnusedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
