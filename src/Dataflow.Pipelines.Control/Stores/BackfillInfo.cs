namespace Dataflow.Pipelines.Control.Stores;

/// <summary>A backfill with its progress: of its firings <c>Done</c>, <c>Failed</c>, <c>Cancelled</c> and <c>Open</c> have runs, <c>LeftOut</c> opened none, <c>Left</c> are still to come.</summary>
internal sealed record BackfillInfo(
    long Backfill, string Status, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Crons, string? Node, int Parallel, bool IsRerun, string? Parameters, DateTimeOffset? Position,
    long LeftOut, long Done, long Failed, long Cancelled, long Open, string RequestedBy, string? Why, DateTimeOffset Created, DateTimeOffset? Ended)
{
    /// <summary>Firings that were not processed; of a backfill that was cancelled those that never will be.</summary>
    public long Left { get; init; }
}
