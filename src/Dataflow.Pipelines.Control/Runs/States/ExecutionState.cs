namespace Dataflow.Pipelines.Control.Runs;

/// <summary>
/// A state of a node execution. Each state is a class, and a transition is a method of the class that it leaves: a transition that does not exist cannot be written.
/// Immutable.
/// </summary>
internal abstract record ExecutionState
{
    /// <summary>Its name.</summary>
    public abstract ExecutionStatus Status { get; }

    /// <summary>Whether the execution occupies a slot of its pool.</summary>
    public virtual bool HoldsSlot => false;

    /// <summary>Whether the run is still waiting for this execution.</summary>
    public virtual bool IsActive => true;
}
