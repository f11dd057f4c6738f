using System.Globalization;

namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>Writes instants as <c>2025-12-04T10:30:00.123Z</c>; the text of the last second of each slot is cached.</summary>
internal sealed class TimeText
{
    /// <summary>Bytes of an instant.</summary>
    internal const int Length = 24;

    private const int PrefixLength = 20;
    private const int Slots = 32;

    private readonly long[] _seconds = new long[Slots];
    private readonly byte[] _prefixes = new byte[Slots * PrefixLength];

    internal TimeText() => _seconds.AsSpan().Fill(long.MinValue);

    /// <param name="unixMilliseconds">From 1970 on.</param>
    /// <param name="target">At least <see cref="Length"/> bytes.</param>
    internal void Write(long unixMilliseconds, Span<byte> target)
    {
        var (second, millisecond) = Math.DivRem(unixMilliseconds, 1000);
        var slot = (int)(second & (Slots - 1));
        var prefix = _prefixes.AsSpan(slot * PrefixLength, PrefixLength);
        if (_seconds[slot] != second)
        {
            DateTimeOffset.FromUnixTimeSeconds(second).TryFormat(prefix, out _, "yyyy-MM-ddTHH:mm:ss.", CultureInfo.InvariantCulture);
            _seconds[slot] = second;
        }

        prefix.CopyTo(target);
        target[20] = (byte)('0' + (millisecond / 100));
        target[21] = (byte)('0' + (millisecond / 10 % 10));
        target[22] = (byte)('0' + (millisecond % 10));
        target[23] = (byte)'Z';
    }
}
