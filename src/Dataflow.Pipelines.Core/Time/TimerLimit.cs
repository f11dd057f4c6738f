using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Time;

/// <summary>Waits that are split into several where they are longer than a runtime timer can wait.</summary>
internal static class TimerLimit
{
    /// <summary><see cref="DurationFault.LongestWaitTicks"/>.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromTicks(DurationFault.LongestWaitTicks);

    /// <summary>The wait, or the longest one where it is longer: the callback must check whether the time has come.</summary>
    public static TimeSpan Clamp(TimeSpan wait) => wait < Longest ? wait : Longest;
}
