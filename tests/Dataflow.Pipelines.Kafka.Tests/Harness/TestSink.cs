using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Opens a sink as the engine does.</summary>
internal static class TestSink
{
    internal static async Task<ISinkWriter<T>> OpenAsync<T>(ISink<T> sink, TestLog? log = null, CancellationToken ended = default)
        where T : struct, IRecord<T>
    {
        var writer = await sink.OpenAsync(
            new()
            {
                Pipeline = "test",
                Node = "sink",
                Lane = 0,
                Instance = "aaaa0000",
                Attempt = 1,
                RollOn = null,
                Counters = new NodeCounters("sink"),
                RequestCheckpoint = static () => { },
                Fail = static _ => { },
                Ended = ended,
                Time = TimeProvider.System,
                Logger = log ?? new(new()),
            },
            CancellationToken.None);
        await writer.RecoverAsync([], CancellationToken.None);
        return writer;
    }

    internal static RecordBatch<T> Batch<T>(params ReadOnlySpan<T> records)
        where T : struct, IRecord<T>
    {
        var emitter = new Emitter<T>(new());
        foreach (var record in records)
        {
            emitter.Emit(in record);
        }

        Assert.True(emitter.TryTake(out var batch));
        return batch;
    }
}
