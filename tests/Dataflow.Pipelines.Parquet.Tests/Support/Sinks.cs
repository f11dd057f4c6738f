using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Parquet.Tests;

internal static class Sinks
{
    internal static SinkContext Context(TimeSpan? rollOn, long attempt = 1) => new()
    {
        Pipeline = "clicks",
        Node = "lake",
        Lane = 0,
        Instance = "aaaa0000",
        Attempt = attempt,
        RollOn = rollOn,
        Counters = new NodeCounters("lake"),
        RequestCheckpoint = static () => { },
        Fail = static e => throw e,
        Time = TimeProvider.System,
        Logger = NullLogger.Instance,
    };

    /// <summary>Clicks by number with their event times, in batches.</summary>
    internal static async Task WriteAsync(ISinkWriter<Click> writer, BatchPool<Click> pool, IEnumerable<int> numbers)
    {
        foreach (var chunk in numbers.Chunk(RecordBatch<Click>.Capacity))
        {
            var batch = Batches.Of<Click>(pool, [.. chunk.Select(Click.Number)]);
            for (var i = 0; i < chunk.Length; i++)
            {
                batch.Times[i] = batch.Records[i].Timestamp.UtcTicks;
            }

            await Within.TimeOf(writer.WriteAsync(batch, CancellationToken.None).AsTask(), "the sink takes the batch");
            batch.Release();
        }
    }

    internal static async Task<ReadOnlyMemory<byte>> CheckpointAsync(ISinkWriter<Click> writer, long number)
    {
        var prepared = await Within.TimeOf(writer.PrepareAsync(number), "the sink prepares the checkpoint");
        await Within.TimeOf(writer.CommitAsync(number, prepared, CancellationToken.None).AsTask(), "the sink commits the checkpoint");
        return prepared;
    }
}
