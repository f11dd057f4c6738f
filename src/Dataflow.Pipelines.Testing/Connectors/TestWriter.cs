using System.Buffers;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A lane of a <see cref="TestSink{T}"/>: rows wait for the barrier, then for the checkpoint; only then are they committed.</summary>
internal sealed class TestWriter<T>(TestSink<T> sink, string name) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private readonly List<(string Transaction, List<T> Rows)> _prepared = [];
    private List<T> _rows = [];

    public IEnumerable<T> Uncommitted => _prepared.SelectMany(static p => p.Rows).Concat(_rows);

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        foreach (var transaction in prepared)
        {
            var (transactionName, recovered) = Read(transaction);
            sink.Commit(transactionName, recovered);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        _rows.AddRange(batch.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        var transaction = $"{name}#{checkpoint}";
        _prepared.Add((transaction, _rows));
        var state = Write(transaction, _rows);
        _rows = [];
        return Task.FromResult(state);
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        var (transaction, committed) = Read(prepared);
        sink.Commit(transaction, committed);
        _prepared.RemoveAll(p => p.Transaction == transaction);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // As JSON, to detect a record whose codec loses data.
    private static ReadOnlyMemory<byte> Write(string transaction, List<T> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("transaction", transaction);
            json.WriteStartArray("rows");
            foreach (var row in rows)
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
            rows.Add(T.TryReadJson(Encoding.UTF8.GetBytes(row.GetRawText()), decoder, out var read, out var reason)
                ? read
                : throw new InvalidOperationException($"A {T.Schema.Name} that was written cannot be read again: {reason}: {row.GetRawText()}"));
        }

        return (document.RootElement.GetProperty("transaction").GetString()!, rows);
    }
}
