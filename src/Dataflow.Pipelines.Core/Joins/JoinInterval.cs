using System.ComponentModel;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How much later than its left partner a right record may be; negative is earlier, both bounds are inclusive.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JoinInterval
{
    /// <summary>All times: no record is ever removed.</summary>
    public static readonly JoinInterval Unbounded = new(TimeSpan.MinValue, TimeSpan.MaxValue);

    /// <summary>An interval.</summary>
    /// <param name="lower">At least this much later.</param>
    /// <param name="upper">At most this much later.</param>
    /// <exception cref="ArgumentException">The lower bound is above the upper one.</exception>
    public JoinInterval(TimeSpan lower, TimeSpan upper)
    {
        if (lower > upper)
        {
            throw new ArgumentException($"The lower bound of a join, {Duration.ToText(lower)}, is above its upper bound, {Duration.ToText(upper)}: no pair could be made. Exchange them.", nameof(lower));
        }

        (Lower, Upper) = (lower.Ticks, upper.Ticks);
    }

    internal long Lower { get; }

    internal long Upper { get; }

    /// <summary>Within a duration of each other, in either direction.</summary>
    public static JoinInterval Within(TimeSpan span) => new(-span, span);

    /// <summary>The earliest and the latest right partner of a left record; UTC ticks.</summary>
    internal (long From, long To) RightOf(long left) => (Add(left, Lower), Add(left, Upper));

    /// <summary>The earliest and the latest left partner of a right record; UTC ticks.</summary>
    internal (long From, long To) LeftOf(long right) => (Add(right, Negate(Upper)), Add(right, Negate(Lower)));

    /// <summary>How far the results without a partner are behind the watermark.</summary>
    internal long BehindOf(JoinKind kind)
    {
        var left = kind is JoinKind.Left or JoinKind.Full ? Upper : 0;
        var right = kind is JoinKind.Right or JoinKind.Full ? Negate(Lower) : 0;
        return Math.Max(0, Math.Max(left, right));
    }

    // An infinite bound stays infinite.
    private static long Add(long ticks, long by) => by is long.MinValue or long.MaxValue ? by : EventTime.Add(ticks, by);

    private static long Negate(long ticks) => ticks == long.MinValue ? long.MaxValue : ticks == long.MaxValue ? long.MinValue : -ticks;
}
