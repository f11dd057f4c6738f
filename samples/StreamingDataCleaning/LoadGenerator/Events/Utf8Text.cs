using System.Runtime.CompilerServices;

namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>Appends to a buffer that must be long enough.</summary>
internal ref struct Utf8Text(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    internal int Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_target[Length..]);
        Length += text.Length;
    }

    /// <summary>Room that the caller fills.</summary>
    internal Span<byte> Take(int length)
    {
        var room = _target.Slice(Length, length);
        Length += length;
        return room;
    }

    /// <summary>A number with leading zeros.</summary>
    internal void AppendDigits(ulong value, int digits)
    {
        var room = Take(digits);
        for (var i = digits - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            room[i] = (byte)('0' + digit);
        }
    }

    internal void AppendNumber(ulong value)
    {
        value.TryFormat(_target[Length..], out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
    }
}
