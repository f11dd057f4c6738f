namespace Dataflow.Pipelines.Control.Runs;

/// <summary>A stream node takes a checkpoint.</summary>
internal sealed record Checkpointing : ExecutionState, IRunnable, ICompletable, IFailable, IStoppable, ICheckpointFailing
{
    public static Checkpointing Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Checkpointing;

    public override bool HoldsSlot => true;
}
