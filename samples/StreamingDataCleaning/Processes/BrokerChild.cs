using System.Globalization;

namespace StreamingDataCleaning.Processes;

/// <summary>The sample's broker: librdkafka's mock cluster, in a separate process.</summary>
public sealed class BrokerChild : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private BrokerChild(ChildProcess process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Its address, as host:port.</summary>
    public string Address { get; }

    /// <summary>Starts it with a topic and its dead-letter topic, and waits until it listens.</summary>
    /// <exception cref="SampleException">It does not start.</exception>
    public static async Task<BrokerChild> StartAsync(string directory, string topic, int partitions, TimeProvider time, CancellationToken stop)
    {
        var path = Path.Combine(directory, "broker.address");
        File.Delete(path);
        var process = ChildProcess.Start(
            "Broker",
            "StreamingDataCleaning.Broker",
            directory,
            null,
            "--port-file", path,
            "--topic", string.Create(CultureInfo.InvariantCulture, $"{topic}:{partitions}"),
            "--topic", $"{topic}_dlq:16",
            "--parent-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            return new(process, await AddressAsync(path, process, time, stop));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks that it runs.</summary>
    /// <exception cref="SampleException">It has failed.</exception>
    public void ThrowIfFailed() => _process.ThrowIfFailed();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<string> AddressAsync(string path, ChildProcess process, TimeProvider time, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        for (var waited = 0; waited < 400 && await ticks.WaitForNextTickAsync(stop); waited++)
        {
            process.ThrowIfFailed();
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } address)
            {
                return address;
            }
        }

        throw new SampleException("The broker has not reported its address within 20 s.");
    }
}
