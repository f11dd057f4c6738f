namespace Dataflow.Pipelines.Control.Runs;

/// <summary>An attempt is being prepared.</summary>
internal sealed record Initializing : ExecutionState, IRunnable, IFailable, IStoppable
{
    public static Initializing Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Initializing;

    public override bool HoldsSlot => true;
}
