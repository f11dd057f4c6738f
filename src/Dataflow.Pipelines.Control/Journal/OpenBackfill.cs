namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A backfill that has neither ended nor was cancelled. Immutable.</summary>
/// <param name="Request">What was requested.</param>
/// <param name="Position">The newest firing that was processed; null before the first.</param>
internal sealed record OpenBackfill(BackfillRequested Request, DateTimeOffset? Position);
