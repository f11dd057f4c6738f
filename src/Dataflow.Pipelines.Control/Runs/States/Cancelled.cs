namespace Dataflow.Pipelines.Control.Runs;

/// <summary>It was stopped, or skipped.</summary>
internal sealed record Cancelled : ExecutionState, ISchedulable
{
    public static Cancelled Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Cancelled;

    public override bool IsActive => false;
}
