namespace Dataflow.Pipelines.Control.Runs;

/// <summary>It has ended with its output.</summary>
internal sealed record Completed : ExecutionState
{
    public static Completed Instance { get; } = new();

    public override ExecutionStatus Status => ExecutionStatus.Completed;

    public override bool IsActive => false;
}
