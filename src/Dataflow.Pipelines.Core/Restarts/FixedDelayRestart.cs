using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Restarts;

/// <summary>All pauses have the same length; at most <see cref="Attempts"/> restarts in a row, without a complete checkpoint in between.</summary>
public sealed record FixedDelayRestart : RestartStrategy
{
    /// <summary>The pause. Default: 1 second.</summary>
    public TimeSpan Delay { get; init => field = CheckPause(value); } = TimeSpan.FromSeconds(1);

    /// <summary>Restarts in a row after which the job is not restarted when it fails again. Default: 10.</summary>
    public int Attempts { get; init => field = CheckAttempts(value); } = 10;

    internal override TimeSpan? PauseAfter(RestartHistory failures, double chance) => failures.InRow > Attempts ? null : Delay;

    internal override RestartStrategy WithAttempts(int attempts) => attempts == 0 ? None : this with { Attempts = attempts };

    internal override string Describe() => FormattableString.Invariant($"at most {Attempts} restarts in a row, each after {Duration.ToText(Delay)}");
}
