using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.Windows;

/// <summary>Windows of one length, one after the other, aligned to the Unix epoch in UTC.</summary>
public sealed class TumblingWindows
{
    private readonly long size;
    private readonly long lateness;

    /// <summary>Windows of a length.</summary>
    /// <param name="size">Length, above zero.</param>
    /// <param name="allowedLateness">How long a window stays open after the watermark has passed its end, not negative.</param>
    public TumblingWindows(TimeSpan size, TimeSpan allowedLateness = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(allowedLateness, TimeSpan.Zero);
        this.size = size.Ticks;
        lateness = allowedLateness.Ticks;
    }

    /// <summary>Length.</summary>
    public TimeSpan Size => new(size);

    /// <summary>How long a window stays open after the watermark has passed its end.</summary>
    public TimeSpan AllowedLateness => new(lateness);

    /// <summary>Inclusive start of the window that a time belongs to; UTC ticks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long StartOf(long ticks)
    {
        var offset = (ticks - DateTime.UnixEpoch.Ticks) % size;
        return ticks - (offset < 0 ? offset + size : offset);
    }

    /// <summary>The watermark that closes the window, UTC ticks.</summary>
    public long ClosedAt(long start) => start + size + lateness;

    /// <summary>Whether no record of the window can come any more.</summary>
    public bool IsClosed(long start, long watermark) =>
        watermark != long.MinValue && (watermark == long.MaxValue || ClosedAt(start) <= watermark);
}
