namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A backfill that was requested or cancelled.</summary>
internal sealed record BackfillRequest(long Backfill);
