using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Restarts;

/// <summary>All pauses are as long; at most so many restarts in a span of time.</summary>
public sealed record FailureRateRestart : RestartStrategy
{
    /// <summary>The pause. Default: 1 second.</summary>
    public TimeSpan Delay { get; init => field = CheckPause(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Restarts in <see cref="Within"/> after which the job is given up when it fails again. Default: 10.</summary>
    public int Attempts { get; init => field = CheckAttempts(value); } = 10;

    /// <summary>The span of time for <see cref="Attempts"/>. Default: 30 minutes.</summary>
    public TimeSpan Within { get; init => field = CheckSpan(value); } = TimeSpan.FromMinutes(30);

    internal override TimeSpan? PauseAfter(RestartHistory failures, double chance) => failures.Within(Within) > Attempts ? null : Delay;

    internal override RestartStrategy WithAttempts(int attempts) => attempts == 0 ? None : this with { Attempts = attempts };

    internal override string Describe() => FormattableString.Invariant($"at most {Attempts} restarts within {Duration.ToText(Within)}");
}
