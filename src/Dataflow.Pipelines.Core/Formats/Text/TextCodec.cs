using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines;

/// <summary>Reads and writes the messages of one lane by a layout: the shared part of the text formats.</summary>
internal sealed class TextCodec<T>(TextLayout layout)
    where T : struct, IRecord<T>
{
    private readonly TextRow _row = new(layout);
    private readonly TextLine _line = new(layout);

    public bool TryRead(ReadOnlySpan<byte> message, out T record, [NotNullWhen(false)] out string? reason)
    {
        if (_row.TrySplit(message, out reason))
        {
            var fields = new TextFields(message, _row);
            if (T.TryReadFields(ref fields, out record, out reason))
            {
                return true;
            }
        }

        // A wrong encoding is a better reason than the first fault that results from it.
        reason = (layout.IsRaw ? null : TextEncoding.Reason(message)) ?? reason;
        record = default;
        return false;
    }

    public void Write(in T record, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        T.WriteFields(ref _line.Fields, in record);
        _line.CopyTo(output);
    }
}
