namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Nothing has started it.</summary>
internal sealed record Registered : ExecutionState, ISchedulable
{
    public static Registered Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Registered;

    public override bool IsActive => false;
}
