namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>The stream of events, in order: decides the kind and the time of each, and writes it.</summary>
internal sealed class EventSequence
{
    // Times of the last events, so that a duplicate has the same bytes as the original.
    private const int Remembered = 1 << 20;
    private const int MaxLookBack = 64;

    // A late event is late by up to a minute more than required.
    private const int LateSpread = 60_000;

    private readonly EventRandom _random;
    private readonly EventShares _shares;
    private readonly EventWriter _writer;
    private readonly long[] _times = new long[Remembered];
    private readonly long _bound;
    private readonly long _window;

    internal EventSequence(GeneratorOptions options, string run)
    {
        _random = new(options.Seed);
        _shares = new(options.Shares);
        _writer = new(_random, run);
        _bound = Math.Max(1, (long)options.OutOfOrderness.TotalMilliseconds - 1000);
        _window = (long)(options.Window + options.OutOfOrderness).TotalMilliseconds + 1000;
    }

    /// <summary>Number of events written.</summary>
    internal long Written { get; private set; }

    /// <summary>Writes the next event.</summary>
    /// <param name="now">The time of events in order, in Unix milliseconds.</param>
    /// <param name="target">At least <see cref="EventWriter.MaxLength"/> bytes.</param>
    /// <param name="kind">The kind of the event.</param>
    /// <returns>The number of bytes.</returns>
    internal int Next(long now, Span<byte> target, out EventKind kind)
    {
        var index = Written++;
        var bits = _random.Of(index);
        kind = _shares.KindOf(bits);
        var chance = EventShares.Rest(bits) >> 12;
        if (kind == EventKind.Duplicate && Original(index, chance) is var original)
        {
            if (original >= 0)
            {
                var time = _times[original & (Remembered - 1)];
                _times[index & (Remembered - 1)] = time;
                return _writer.Write(EventKind.Clean, original, time, target);
            }

            kind = EventKind.Clean;
        }

        var at = kind switch
        {
            EventKind.OutOfOrder => now - (long)(chance % (ulong)_bound),
            EventKind.Late => now - _window - (long)(chance % LateSpread),
            _ => now,
        };
        _times[index & (Remembered - 1)] = at;
        return _writer.Write(kind, index, at, target);
    }

    /// <summary>An earlier clean event: half of the duplicates repeat the last one, the others any event whose time is stored.</summary>
    /// <returns>Its index; -1 without one nearby.</returns>
    private long Original(long index, ulong chance)
    {
        var span = Math.Min(index, Remembered - MaxLookBack - 1);
        var candidate = index - 1 - ((chance & 1) == 0 || span == 0 ? 0 : (long)((chance >> 1) % (ulong)span));
        for (var last = Math.Max(-1, candidate - MaxLookBack); candidate > last; candidate--)
        {
            if (_shares.KindOf(_random.Of(candidate)) == EventKind.Clean)
            {
                return candidate;
            }
        }

        return -1;
    }
}
