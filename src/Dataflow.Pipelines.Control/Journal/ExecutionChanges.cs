using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A change of a node execution: a transition between two of its states, or what is recorded beside them.</summary>
internal abstract record ExecutionChange(string Run, string Node, int Number) : RunChange(Run)
{
    public ExecutionKey Key => new(Run, Node, Number);
}

/// <summary>A trigger has fired, or a person has started the node.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Counts the executions of the node in the run, from 1.</param>
/// <param name="Cause">What started it, for display.</param>
internal sealed record ExecutionScheduled(string Run, string Node, int Number, string Cause) : ExecutionChange(Run, Node, Number);

/// <summary>A trigger has fired that starts no further execution.</summary>
internal sealed record ExecutionCoalesced(string Run, string Node, int Number, string Cause) : ExecutionChange(Run, Node, Number);

/// <summary>An attempt is being prepared.</summary>
internal sealed record ExecutionInitializing(string Run, string Node, int Number, int Attempt) : ExecutionChange(Run, Node, Number);

/// <summary>The attempt runs.</summary>
internal sealed record ExecutionRunning(string Run, string Node, int Number, int Attempt) : ExecutionChange(Run, Node, Number);

/// <summary>It has ended with its output.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Output">One JSON object; empty without an output.</param>
/// <param name="Who">The person who marked it as completed; empty where it has completed by itself.</param>
/// <param name="Why">The person's reason.</param>
internal sealed record ExecutionCompleted(string Run, string Node, int Number, string Output, string Who = "", string Why = "") : ExecutionChange(Run, Node, Number);

/// <summary>The attempt has failed.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Error">Why, for people.</param>
/// <param name="Details">The exception with its stack; may be empty.</param>
internal sealed record ExecutionFailed(string Run, string Node, int Number, int Attempt, string Error, string Details) : ExecutionChange(Run, Node, Number)
{
    /// <summary>Whether its host has ended, so that the next one makes the attempt again and it does not count; then the node itself has not failed.</summary>
    public bool IsInterruption { get; init; }
}

/// <summary>Another attempt follows.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="NotBefore">The end of the pause.</param>
/// <param name="Counts">Whether the failed attempt counts: one whose code had not begun to run does not.</param>
internal sealed record ExecutionRetried(string Run, string Node, int Number, DateTimeOffset NotBefore, bool Counts) : ExecutionChange(Run, Node, Number);

/// <summary>No attempt follows.</summary>
internal sealed record ExecutionDead(string Run, string Node, int Number) : ExecutionChange(Run, Node, Number);

/// <summary>It was asked to stop.</summary>
internal sealed record ExecutionCancelling(string Run, string Node, int Number, EndReason Reason) : ExecutionChange(Run, Node, Number);

/// <summary>It was stopped, or skipped.</summary>
internal sealed record ExecutionCancelled(string Run, string Node, int Number, EndReason Reason, string Who = "", string Why = "") : ExecutionChange(Run, Node, Number);
