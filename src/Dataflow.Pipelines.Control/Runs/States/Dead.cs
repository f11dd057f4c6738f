namespace Dataflow.Pipelines.Control.Runs;

/// <summary>It has failed for good. Only a person leads out of it: by a retry, or by marking it as completed.</summary>
internal sealed record Dead : ExecutionState, ISchedulable, ICompletable
{
    public static Dead Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Dead;

    public override bool IsActive => false;
}
