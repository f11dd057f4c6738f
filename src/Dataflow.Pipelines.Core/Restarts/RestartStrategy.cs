using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Syntax;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Restarts;

/// <summary>
/// When a failed job is restarted, from its last checkpoint: one of <see cref="ExponentialRestart"/>, <see cref="FixedDelayRestart"/>,
/// <see cref="FailureRateRestart"/> and <see cref="NoRestart"/>. Pure: the caller supplies the times and the random number.
/// </summary>
public abstract record RestartStrategy
{
    private protected RestartStrategy()
    {
    }

    /// <summary>The default: <see cref="ExponentialRestart"/> with its default values.</summary>
    public static RestartStrategy Default { get; } = new ExponentialRestart();

    /// <summary>See <see cref="NoRestart"/>.</summary>
    public static RestartStrategy None { get; } = new NoRestart();

    /// <summary>The pause before the next restart.</summary>
    /// <param name="failures">The failures so far, including the one that has just happened.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    /// <returns><see langword="null"/>: the job is not restarted.</returns>
    internal abstract TimeSpan? PauseAfter(RestartHistory failures, double chance);

    /// <summary>The same strategy with another number of restarts; 0: none.</summary>
    internal abstract RestartStrategy WithAttempts(int attempts);

    /// <summary>Its limits, as in <c>at most 10 restarts within 30m</c>.</summary>
    internal abstract string Describe();

    private protected static TimeSpan CheckPause(TimeSpan value, [CallerMemberName] string property = "") => Check(value, DurationFault.Of(value.Ticks, mayBeZero: true) ?? DurationFault.OfWait(value.Ticks), property);

    private protected static TimeSpan CheckSpan(TimeSpan value, [CallerMemberName] string property = "") => Check(value, DurationFault.Of(value.Ticks, mayBeZero: false), property);

    private protected static int CheckAttempts(int value, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, property);
        return value;
    }

    private static TimeSpan Check(TimeSpan value, string? fault, string property) =>
        fault is null ? value : throw new ArgumentOutOfRangeException(property, $"{property} is '{Duration.ToText(value)}': {fault}.");
}
