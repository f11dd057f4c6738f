using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Restarts;

/// <summary>All pauses have the same length; at most <see cref="Attempts"/> restarts in <see cref="Within"/>.</summary>
public sealed record FailureRateRestart : RestartStrategy
{
    /// <summary>The pause. Default: 1 second.</summary>
    public TimeSpan Delay { get; init => field = CheckPause(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Restarts in <see cref="Within"/> after which the job is not restarted when it fails again. Default: 10.</summary>
    public int Attempts { get; init => field = CheckAttempts(value); } = 10;

    /// <summary>The period for <see cref="Attempts"/>. Default: 30 minutes.</summary>
    public TimeSpan Within { get; init => field = CheckSpan(value); } = TimeSpan.FromMinutes(30);

    internal override TimeSpan? PauseAfter(RestartHistory failures, double chance) => failures.Within(Within) > Attempts ? null : Delay;

    internal override RestartStrategy WithAttempts(int attempts) => attempts == 0 ? None : this with { Attempts = attempts };

    internal override string Describe() => FormattableString.Invariant($"at most {Attempts} restarts within {Duration.ToText(Within)}");
}
