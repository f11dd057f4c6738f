using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Restarts;

/// <summary>Each pause is twice as long as the one before, until a checkpoint completes; at most <see cref="Attempts"/> restarts in <see cref="Within"/>.</summary>
public sealed record ExponentialRestart : RestartStrategy
{
    /// <summary>The first pause. Default: 1 second.</summary>
    public TimeSpan Delay { get; init => field = CheckPause(value); } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause. Default: 1 minute.</summary>
    public TimeSpan MaxDelay { get; init => field = CheckPause(value); } = TimeSpan.FromMinutes(1);

    /// <summary>Share by which a pause may be longer or shorter, at random; 0 to 1. Default: 0.1.</summary>
    public double Jitter
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Jitter));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, nameof(Jitter));
            field = value;
        }
    }
    = 0.1;

    /// <summary>Restarts in <see cref="Within"/> after which the job is not restarted when it fails again. Default: 10.</summary>
    public int Attempts { get; init => field = CheckAttempts(value); } = 10;

    /// <summary>The period for <see cref="Attempts"/>. Default: 30 minutes.</summary>
    public TimeSpan Within { get; init => field = CheckSpan(value); } = TimeSpan.FromMinutes(30);

    internal override TimeSpan? PauseAfter(RestartHistory failures, double chance)
    {
        if (failures.Within(Within) > Attempts)
        {
            return null;
        }

        var pause = Math.Min(MaxDelay.TotalSeconds, Delay.TotalSeconds * Math.Pow(2, failures.InRow - 1));
        return TimeSpan.FromSeconds(pause * (1 + (Jitter * ((2 * chance) - 1))));
    }

    internal override RestartStrategy WithAttempts(int attempts) => attempts == 0 ? None : this with { Attempts = attempts };

    internal override string Describe() => FormattableString.Invariant($"at most {Attempts} restarts within {Duration.ToText(Within)}");
}
