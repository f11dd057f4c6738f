namespace Dataflow.Pipelines.Restarts;

/// <summary>The first failure ends the pipeline: only a supervisor of the process can start it again.</summary>
public sealed record NoRestart : RestartStrategy
{
    internal override TimeSpan? PauseAfter(RestartHistory failures, double chance) => null;

    internal override RestartStrategy WithAttempts(int attempts) => attempts == 0 ? this : new ExponentialRestart { Attempts = attempts };

    internal override string Describe() => "no restart";
}
