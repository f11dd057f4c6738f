using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines;

/// <summary>A message is one JSON object (RFC 8259) in UTF-8; its members are those of the record, in any order, and others are skipped.</summary>
/// <typeparam name="T">The record type.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "The JSON writer writes to the buffer that it is given and owns nothing.")]
public struct JsonFormat<T> : IRecordFormat<T>
    where T : struct, IRecord<T>
{
    private JsonDecoder? _decoder;
    private Utf8JsonWriter? _writer;

    /// <inheritdoc/>
    public ValueTask OpenAsync(FormatContext context, CancellationToken cancellationToken)
    {
        _decoder = new JsonDecoder();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public readonly ValueTask PrepareAsync(ReadOnlyMemory<SourceMessage> messages, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public readonly bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason) =>
        T.TryReadJson(message, _decoder!, out record, out reason);

    /// <inheritdoc/>
    public void Write(in T record, IBufferWriter<byte> output)
    {
        if (_writer is null)
        {
            // The codec writes valid JSON: it is not checked again.
            _writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        }
        else
        {
            _writer.Reset(output);
        }

        T.WriteJson(_writer, in record);
        _writer.Flush();
    }
}
