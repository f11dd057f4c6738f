namespace Dataflow.Pipelines.Syntax;

/// <summary>
/// The reason why a duration is invalid. A literal is rejected at build time, and the value of an input at
/// start, with the same reason.
/// </summary>
internal static class DurationFault
{
    /// <summary>The longest wait of a runtime timer, 2^32 - 2 ms (49 days): its constructor throws for a longer one.</summary>
    public const long LongestWaitTicks = (uint.MaxValue - 1L) * 10_000;

    /// <summary>Why a property cannot have a duration, as a clause; <see langword="null"/> where it can.</summary>
    public static string? Of(long ticks, bool mayBeZero) =>
        ticks > 0 || (ticks == 0 && mayBeZero) ? null
        : mayBeZero ? "it must not be negative"
        : "it must be longer than zero";

    /// <summary>Why a timer cannot wait for a duration, as a clause; <see langword="null"/> where it can.</summary>
    public static string? OfWait(long ticks) => ticks > LongestWaitTicks ? "it is longer than 49d, the longest wait of a timer" : null;
}
