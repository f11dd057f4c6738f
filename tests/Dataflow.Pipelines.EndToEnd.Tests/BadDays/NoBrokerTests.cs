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
        await using var pipeline = CleaningPipeline.In(directory, address).Start("--startup-timeout", "3s");
        var code = await pipeline.ExitAsync();
        Assert.True(code == 1, pipeline.Story);
        Assert.Contains($"No Kafka broker answers at {address} within the start-up time-out of 3s", pipeline.Errors[^1], StringComparison.Ordinal);
        Assert.True(pipeline.Errors.Count(line => line.Contains("the next attempt is in", StringComparison.Ordinal)) >= 2, pipeline.Story);
    }

    internal static string UnusedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
