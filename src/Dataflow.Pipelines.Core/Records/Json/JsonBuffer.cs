using System.Buffers;
using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>Writes records as JSON bytes. Owned by a lane and reused for each record.</summary>
internal sealed class JsonBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private Utf8JsonWriter? _writer;

    /// <summary>The record as JSON, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write<T>(in T value)
        where T : struct, IRecord<T>
    {
        _bytes.ResetWrittenCount();
        _writer ??= new Utf8JsonWriter(_bytes);
        _writer.Reset(_bytes);
        T.WriteJson(_writer, in value);
        _writer.Flush();
        return _bytes.WrittenSpan;
    }
}
