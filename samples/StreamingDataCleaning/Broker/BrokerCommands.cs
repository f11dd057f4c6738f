using System.Globalization;
using Dataflow.Pipelines.Kafka.Native;

namespace StreamingDataCleaning.Broker;

/// <summary>Injects faults on command: reads one line, writes <c>ok</c> or <c>error: ...</c>.</summary>
internal static class BrokerCommands
{
    internal static async Task ListenAsync(MockCluster cluster, TextReader input, TextWriter output, CancellationToken stop)
    {
        try
        {
            while (await input.ReadLineAsync(stop) is { } line)
            {
                await output.WriteLineAsync(Answer(cluster, line));
            }
        }
        catch (OperationCanceledException)
        {
            // The process is ending.
        }
    }

    private static string Answer(MockCluster cluster, string line)
    {
        try
        {
            Execute(cluster, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return "ok";
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            return "error: " + error.Message;
        }
    }

    private static void Execute(MockCluster cluster, string[] words)
    {
        switch (words)
        {
            case ["down"]:
                cluster.SetDown();
                break;
            case ["up"]:
                cluster.SetUp();
                break;
            case ["rtt", var milliseconds]:
                cluster.SetRoundTrip(Number(milliseconds));
                break;
            case ["delete", var topic, var partition, var before]:
                cluster.DeleteRecords(topic, Number(partition), Number(before));
                break;
            case ["create", var topic, var partitions]:
                cluster.CreateTopic(topic, Number(partitions));
                break;
            default:
                throw new FormatException($"unknown command '{string.Join(' ', words)}'");
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
