using System.Globalization;
using System.Text.Unicode;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>Writes header values consecutively into one buffer; a value that does not fit is cut at a character boundary.</summary>
internal ref struct HeaderText(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _length;

    internal Range Append(string text)
    {
        _ = Utf8.FromUtf16(text, _target[_length..], out _, out var written);
        return Take(written);
    }

    internal Range Append<TValue>(TValue value)
        where TValue : IUtf8SpanFormattable
    {
        _ = value.TryFormat(_target[_length..], out var written, value is DateTime ? "O" : default, CultureInfo.InvariantCulture);
        return Take(written);
    }

    private Range Take(int written)
    {
        var start = _length;
        _length += written;
        return start.._length;
    }
}
