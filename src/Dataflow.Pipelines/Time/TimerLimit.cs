namespace Dataflow.Pipelines.Time;

/// <summary>The longest wait of a runtime timer, 2^32 - 2 ms (49 days): a longer one is an exception of its constructor.</summary>
internal static class TimerLimit
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromTicks(DurationFault.LongestWaitTicks);

    /// <summary>Why a setting cannot have a duration, as a clause; <see langword="null"/> where a timer can wait for it.</summary>
    public static string? FaultOf(TimeSpan wait) => DurationFault.OfWait(wait.Ticks);

    /// <summary>The wait, or the longest one where it is longer: the callback must find out itself whether the time has come.</summary>
    public static TimeSpan Clamp(TimeSpan wait) => wait < Longest ? wait : Longest;
}
