namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A change of a run; of a stream node, whose executions belong to none, where the run's id is empty.</summary>
internal abstract record RunChange(string Run) : Change
{
    public override string? RunId => Run.Length == 0 ? null : Run;
}

/// <summary>A run was opened. It waits until <see cref="RunBegun"/>.</summary>
/// <param name="Run">Its id.</param>
/// <param name="LogicalTime">The instant that it stands for.</param>
/// <param name="Cause">What opened it.</param>
/// <param name="Nodes">Ids of the nodes that it starts with.</param>
/// <param name="Parameters">Values of inputs that differ from the stored ones, by name.</param>
/// <param name="Payload">Payload of the event that opened it: one JSON object.</param>
internal sealed record RunOpened(
    string Run, DateTimeOffset LogicalTime, RunCause Cause, IReadOnlyList<string> Nodes, IReadOnlyDictionary<string, string> Parameters, string Payload) : RunChange(Run)
{
    /// <summary>Number of the backfill that has opened it; 0 for none.</summary>
    public long Backfill { get; init; }
}

/// <summary>A further firing of the same instant starts another node in a run that has not begun.</summary>
internal sealed record RunJoined(string Run, string Node) : RunChange(Run);

/// <summary>A run has begun.</summary>
internal sealed record RunBegun(string Run) : RunChange(Run);

/// <summary>A firing opened no run.</summary>
/// <param name="Run">The id that it would have had.</param>
/// <param name="LogicalTime">The instant that it would have stood for.</param>
/// <param name="Cause">What fired.</param>
/// <param name="Node">Id of the node that was to start.</param>
/// <param name="Reason">Why it opened none.</param>
internal sealed record RunSkipped(string Run, DateTimeOffset LogicalTime, RunCause Cause, string Node, string Reason) : RunChange(Run);

/// <summary>A person cancels a run.</summary>
internal sealed record RunCancelRequested(string Run, string Who, string Why) : RunChange(Run);

/// <summary>A person retries a run from a node on.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Node">Id of the node.</param>
/// <param name="Following">Ids of the nodes after it, which start again when their triggers fire.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason.</param>
internal sealed record RunRetried(string Run, string Node, IReadOnlyList<string> Following, string Who, string Why) : RunChange(Run);

/// <summary>Nothing in the run is active, queued or waiting.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Status">Completed, Failed or Cancelled.</param>
/// <param name="Reason">Why it has failed or was cancelled; empty for a run that has completed.</param>
internal sealed record RunEnded(string Run, RunStatus Status, string Reason) : RunChange(Run);

/// <summary>An event that belongs to no run has happened while the run was open.</summary>
internal sealed record EventSeen(string Run, string Name) : RunChange(Run);

/// <summary>The guard of a disjunct of the run without latches has another value.</summary>
internal sealed record RunValueChanged(string Run, string Node, int Entry, bool IsTrue) : RunChange(Run);

/// <summary>A trigger has fired on the failure of a node: it is not the failure of the run.</summary>
internal sealed record FailureHandled(string Run, string Node) : RunChange(Run);
