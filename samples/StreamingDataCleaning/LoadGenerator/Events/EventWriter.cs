using System.Text;

namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>
/// Writes events directly into a buffer as UTF-8. The bytes of an event depend only on the seed, its index and its time; nothing is
/// allocated.
/// </summary>
internal sealed class EventWriter
{
    /// <summary>Maximum length of an event, and so the minimum size of the caller's buffer.</summary>
    internal const int MaxLength = 320;

    private const ulong Users = 100_000;

    private readonly EventRandom _random;
    private readonly TimeText _times = new();
    private readonly byte[] _idPrefix;

    /// <param name="random">The random numbers of the seed.</param>
    /// <param name="run">Part of each event id, so that two runs do not write the same ones.</param>
    internal EventWriter(EventRandom random, string run)
    {
        _random = random;
        _idPrefix = Encoding.UTF8.GetBytes($"EVT_{run}_");
    }

    /// <summary>Writes one event.</summary>
    /// <param name="kind">Its kind; a duplicate is written as the clean event that it repeats.</param>
    /// <param name="index">Its index.</param>
    /// <param name="unixMilliseconds">Its time.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes.</returns>
    internal int Write(EventKind kind, long index, long unixMilliseconds, Span<byte> target)
    {
        var bits = EventShares.Rest(_random.Of(index));
        return kind switch
        {
            EventKind.Empty => 0,
            EventKind.Malformed => DirtyEvents.Malformed(Valid(kind, bits, index, unixMilliseconds, target), bits, target),
            EventKind.Incomplete or EventKind.WrongType => Broken(kind, bits, index, unixMilliseconds, target),
            EventKind.OutOfRange => Valid(kind, bits, index, DirtyEvents.TimeOutOfRange(bits), target),
            _ => Valid(kind, bits, index, unixMilliseconds, target),
        };
    }

    private int Valid(EventKind kind, ulong bits, long index, long time, Span<byte> target)
    {
        var text = new Utf8Text(target);
        text.Append("{\"event_id\":\""u8);
        text.Append(_idPrefix);
        text.AppendDigits((ulong)index, 10);
        text.Append(kind == EventKind.TestUser ? "\",\"user_id\":\"test_"u8 : "\",\"user_id\":\"USER_"u8);
        text.AppendDigits((bits >> 3) % Users, 6);
        if (kind == EventKind.InvalidUtf8)
        {
            text.Append(DirtyEvents.InvalidSequence(bits));
        }

        if (kind == EventKind.Sparse)
        {
            text.Append("\",\"timestamp\":\""u8);
            _times.Write(time, text.Take(TimeText.Length));
            text.Append("\"}"u8);
            return text.Length;
        }

        text.Append("\",\"event_type\":\""u8);
        text.Append((kind == EventKind.OddName ? EventNames.Odd : EventNames.Usual)[bits & 7]);
        text.Append("\",\"timestamp\":\""u8);
        _times.Write(time, text.Take(TimeText.Length));
        AppendProperties(ref text, bits);
        return text.Length;
    }

    /// <summary>Writes an event with one required member missing, null, empty or of another type; the others are valid.</summary>
    private int Broken(EventKind kind, ulong bits, long index, long time, Span<byte> target)
    {
        var member = (int)(bits % 3);
        var how = (int)((bits >> 2) % 3);
        var text = new Utf8Text(target);
        text.Append("{\"event_type\":\"click\""u8);
        for (var i = 0; i < 3; i++)
        {
            if (i == member)
            {
                text.Append(kind == EventKind.Incomplete ? DirtyEvents.Missing(i, how) : DirtyEvents.WrongType(i, how));
                continue;
            }

            switch (i)
            {
                case 0:
                    text.Append(",\"event_id\":\""u8);
                    text.Append(_idPrefix);
                    text.AppendDigits((ulong)index, 10);
                    break;
                case 1:
                    text.Append(",\"user_id\":\"USER_"u8);
                    text.AppendDigits((bits >> 5) % Users, 6);
                    break;
                default:
                    text.Append(",\"timestamp\":\""u8);
                    _times.Write(time, text.Take(TimeText.Length));
                    break;
            }

            text.Append("\""u8);
        }

        text.Append("}"u8);
        return text.Length;
    }

    private static void AppendProperties(ref Utf8Text text, ulong bits)
    {
        var hundredths = (bits >> 20) % 30_000;
        text.Append("\",\"properties\":{\"dwell_time\":"u8);
        text.AppendNumber(hundredths / 100);
        text.Append("."u8);
        text.AppendDigits(hundredths % 100, 2);
        text.Append("}}"u8);
    }
}
