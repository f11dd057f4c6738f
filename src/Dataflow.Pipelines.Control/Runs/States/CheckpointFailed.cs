namespace Dataflow.Pipelines.Control.Runs;

/// <summary>The checkpoint of a stream node has failed.</summary>
internal sealed record CheckpointFailed : ExecutionState, IRunnable, IFailable, IStoppable
{
    public static CheckpointFailed Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.CheckpointFailed;

    public override bool HoldsSlot => true;
}
