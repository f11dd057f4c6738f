using System.Text.Json;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;

namespace Nexmark.Sink;

/// <summary>Writes rows as lines of JSON. A run of the benchmark is never restarted, so nothing is prepared or committed.</summary>
internal sealed class LineWriter<T>(string path) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var json = new Utf8JsonWriter(_file, new JsonWriterOptions { SkipValidation = true });
        foreach (ref readonly var row in batch.Span)
        {
            T.WriteJson(json, in row);
            json.Flush();
            json.Reset();
            _file.WriteByte((byte)'\n');
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        _file.Flush();
        return Task.FromResult(ReadOnlyMemory<byte>.Empty);
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
