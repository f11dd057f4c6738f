namespace Dataflow.Pipelines.Control.Runs;

/// <summary>An attempt runs.</summary>
internal sealed record Running : ExecutionState, ICompletable, IFailable, IStoppable, ICheckpointable
{
    public static Running Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Running;

    public override bool HoldsSlot => true;
}
