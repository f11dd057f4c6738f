namespace Dataflow.Pipelines.Control.Testing;

/// <summary>An attempt that has failed.</summary>
/// <param name="At">When.</param>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Error">Why, for people.</param>
/// <param name="Details">The exception with its stack; may be empty.</param>
public sealed record AttemptFailure(DateTimeOffset At, int Attempt, string Error, string Details);
