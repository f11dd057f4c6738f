namespace Dataflow.Pipelines.Syntax;

/// <summary>
/// What makes a duration unusable. A literal is refused at build time, and the value of an input at
/// start, for the same reason and in the same words.
/// </summary>
internal static class DurationFault
{
    /// <summary>The longest wait of a runtime timer, 2^32 - 2 ms (49 days): a longer one is an exception of its constructor.</summary>
    public const long LongestWaitTicks = (uint.MaxValue - 1L) * 10_000;

    /// <summary>Why a property cannot have a duration, as a clause; <see langword="null"/> where it can.</summary>
    public static string? Of(long ticks, bool mayBeZero) =>
        ticks > 0 || (ticks == 0 && mayBeZero) ? null
        : mayBeZero ? "it must not be negative"
        : "it must be longer than nothing";

    /// <summary>Why a timer cannot wait for a duration, as a clause; <see langword="null"/> where it can.</summary>
    public static string? OfWait(long ticks) => ticks > LongestWaitTicks ? "it is longer than 49d, the longest wait of a timer" : null;
}
