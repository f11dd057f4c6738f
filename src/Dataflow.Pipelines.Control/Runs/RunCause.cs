namespace Dataflow.Pipelines.Control;

/// <summary>What opened a run, or started a node in it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">The event or schedule, or who opened it.</param>
public readonly record struct RunCause(RunCauseKind Kind, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        RunCauseKind.Cron => Name,
        RunCauseKind.Event => "event:" + Name,
        RunCauseKind.Value => "value of " + Name,
        _ => Kind.ToString().ToLowerInvariant() + " by " + Name,
    };
}
