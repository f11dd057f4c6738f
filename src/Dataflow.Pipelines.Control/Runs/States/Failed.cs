namespace Dataflow.Pipelines.Control.Runs;

/// <summary>An attempt has failed. The state lasts only while it is decided whether another follows.</summary>
internal sealed record Failed : ExecutionState, ISchedulable, IAbandonable
{
    public static Failed Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Failed;
}
