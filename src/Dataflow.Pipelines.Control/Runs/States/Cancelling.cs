namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Its attempt was asked to stop.</summary>
internal sealed record Cancelling : ExecutionState, ICancellable
{
    public static Cancelling Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Cancelling;

    public override bool HoldsSlot => true;
}
