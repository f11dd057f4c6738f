namespace Dataflow.Pipelines;

/// <summary>
/// When a failed job of the pipeline is restarted inside its process, from its last checkpoint. Without the attribute:
/// <see cref="Restart.Exponential"/> with its defaults.
/// </summary>
/// <param name="mode">How long the pauses are, and when the job is no longer restarted.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RestartPolicyAttribute(Restart mode) : Attribute
{
    /// <summary>How long the pauses are, and when the job is no longer restarted.</summary>
    public Restart Mode { get; } = mode;

    /// <summary>A duration: the pause before a restart; with <see cref="Restart.Exponential"/> the first of them. 1 second where it is missing.</summary>
    public string? Delay { get; init; }

    /// <summary>A duration, with <see cref="Restart.Exponential"/>: the longest pause. 1 minute where it is missing.</summary>
    public string? MaxDelay { get; init; }

    /// <summary>From 0 to 1, with <see cref="Restart.Exponential"/>: the share by which a pause may be longer or shorter, at random, so that jobs that failed together do not restart together. 0.1 where it is missing.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>
    /// Restarts after which a job that fails again is not restarted: with <see cref="Restart.FixedDelay"/> restarts in a row, without a complete checkpoint in
    /// between; else restarts in <see cref="Within"/>. At least 1; 10 where it is missing.
    /// </summary>
    public int Attempts { get; init; } = 10;

    /// <summary>A duration, with <see cref="Restart.Exponential"/> and <see cref="Restart.FailureRate"/>: the period for <see cref="Attempts"/>. 30 minutes where it is missing.</summary>
    public string? Within { get; init; }
}
