using System.Buffers;
using System.Text;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

/// <summary>A lane of a <see cref="LinesFolder{T}"/>, word for word as in docs/connectors.md.</summary>
internal sealed class LinesWriter<T>(string folder, SinkContext context) : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private const string Pending = ".pending";

    // Another instance or node has other names.
    private readonly string _mine = $"{context.Pipeline}-{context.Node}-{context.Instance}-";
    private JsonFormat<T> _format;
    private ArrayBufferWriter<byte> _lines = new();

    public async ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        await _format.OpenAsync(new FormatContext { Pipeline = context.Pipeline, Node = context.Node }, cancellationToken);
        if (context.Lane > 0)
        {
            return; // lane 0 is called first, with the prepared files of all lanes
        }

        foreach (var file in prepared)
        {
            Show(file);
        }

        // Records of no checkpoint are written again.
        foreach (var leftover in Directory.GetFiles(folder, $"{_mine}*{Pending}"))
        {
            File.Delete(leftover);
        }
    }

    public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        foreach (ref readonly var record in batch.Span)
        {
            _format.Write(in record, _lines);
            _lines.Write("\n"u8);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        if (_lines.WrittenCount == 0)
        {
            return default;
        }

        // Before the first await, so that records written from here on belong to the next checkpoint.
        var lines = _lines;
        _lines = new ArrayBufferWriter<byte>();
        var name = $"{_mine}{context.Attempt}-{context.Lane}-{checkpoint}.jsonl";
        await using var file = File.Create(Path.Combine(folder, name + Pending));
        await file.WriteAsync(lines.WrittenMemory);
        file.Flush(flushToDisk: true);
        return Encoding.UTF8.GetBytes(name);
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        Show(prepared);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Idempotent: after a failure it is called again.
    private void Show(ReadOnlyMemory<byte> prepared)
    {
        var path = Path.Combine(folder, Encoding.UTF8.GetString(prepared.Span));
        if (!prepared.IsEmpty && File.Exists(path + Pending))
        {
            File.Move(path + Pending, path);
        }
    }
}
