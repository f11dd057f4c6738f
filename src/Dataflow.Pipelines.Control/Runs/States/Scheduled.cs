namespace Dataflow.Pipelines.Control.Runs;

/// <summary>It waits for a slot, and for the end of a pause.</summary>
/// <param name="NotBefore">The end of the pause.</param>
internal sealed record Scheduled(DateTimeOffset NotBefore) : ExecutionState, ICancellable, IInitializable
{
    public override ExecutionStatus Status => ExecutionStatus.Scheduled;
}
