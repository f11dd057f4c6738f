using System.Buffers;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A lane of a <see cref="MemorySink{T}"/>: rows wait for the barrier, then for the checkpoint; only then are they visible.</summary>
internal sealed class MemoryWriter<T>(MemorySink<T> sink, SimulatedProcess process, SinkContext context) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private readonly List<T> _rows = [];

    public async ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        foreach (var transaction in prepared)
        {
            await CommitAsync(0, transaction, cancellationToken);
        }
    }

    public async ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        await sink.BeforeWrite();
        cancellationToken.ThrowIfCancellationRequested();
        process.Do($"write {context.Node}[{context.Lane}] {batch.Count}", () => _rows.AddRange(batch.Span));
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken)
    {
        sink.OnWatermark(ticks);
        return ValueTask.CompletedTask;
    }

    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        var transaction = $"{context.Node}[{context.Lane}]#{checkpoint}";
        var taken = _rows.ToArray();
        _rows.Clear();
        await Task.Yield();
        ReadOnlyMemory<byte> state = default;
        process.Do($"prepare {transaction} {taken.Length}", () => state = Write(transaction, taken));
        return state;
    }

    public async ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var (transaction, taken) = Read(prepared);
        process.Do($"commit {transaction} {taken.Count}", () => sink.Table.Commit(transaction, taken));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ReadOnlyMemory<byte> Write(string transaction, T[] rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("transaction", transaction);
            json.WriteStartArray("rows");
            foreach (ref readonly var row in rows.AsSpan())
            {
                T.WriteJson(json, in row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static (string Transaction, List<T> Rows) Read(ReadOnlyMemory<byte> state)
    {
        using var document = JsonDocument.Parse(state);
        var decoder = new JsonDecoder();
        List<T> rows = [];
        foreach (var row in document.RootElement.GetProperty("rows").EnumerateArray())
        {
            Assert.True(T.TryReadJson(System.Text.Encoding.UTF8.GetBytes(row.GetRawText()), decoder, out var read, out var reason), reason);
            rows.Add(read);
        }

        return (document.RootElement.GetProperty("transaction").GetString()!, rows);
    }
}
