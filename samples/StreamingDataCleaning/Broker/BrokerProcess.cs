using Dataflow.Pipelines.Kafka.Native;

namespace StreamingDataCleaning.Broker;

/// <summary>Runs the cluster until a signal, or until the parent process ends.</summary>
internal sealed class BrokerProcess(BrokerOptions options)
{
    internal async Task<int> RunAsync(CancellationToken stop)
    {
        using var cluster = new MockCluster(options.Brokers, options.RebalanceDelayMilliseconds);
        foreach (var topic in options.Topics)
        {
            cluster.CreateTopic(topic.Name, topic.Partitions);
        }

        Publish(cluster.BootstrapServers);
        using var input = new StreamReader(Console.OpenStandardInput());
        if (options.Control)
        {
            // Console reads cannot be cancelled: the listener is not awaited and ends with the process.
            _ = Task.Run(() => BrokerCommands.ListenAsync(cluster, input, Console.Out, stop), CancellationToken.None);
        }

        try
        {
            await ParentProcess.Gone(options.ParentProcess, stop);
        }
        catch (OperationCanceledException)
        {
            // A signal: the usual end.
        }

        return 0;
    }

    /// <summary>Creates the file atomically with its content, so that a waiting process can read it immediately.</summary>
    private void Publish(string address)
    {
        if (options.PortFile is { } path)
        {
            var temporary = path + ".tmp";
            File.WriteAllText(temporary, address);
            File.Move(temporary, path, overwrite: true);
        }

        Console.WriteLine(address);
    }
}
