namespace Dataflow.Pipelines.Control.Journal;

/// <summary>The newest execution of a stream node in a snapshot.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Number">Number of the execution.</param>
/// <param name="Cause">What started it.</param>
/// <param name="Status">Its state.</param>
/// <param name="Attempts">The attempts that count.</param>
/// <param name="Begun">The attempts that have begun to run.</param>
/// <param name="NotBefore">The end of the pause, of a scheduled one.</param>
/// <param name="Reason">Why it ends or has ended.</param>
/// <param name="Error">Why the newest attempt failed.</param>
internal sealed record StreamSnapshot(
    string Node, int Number, string Cause, ExecutionStatus Status, int Attempts, int Begun, DateTimeOffset? NotBefore, EndReason Reason, string Error);
