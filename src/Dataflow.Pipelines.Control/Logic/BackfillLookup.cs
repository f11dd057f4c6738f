namespace Dataflow.Pipelines.Control.Logic;

/// <summary>A backfill goes on when it knows which logical times of an interval have runs.</summary>
/// <param name="Backfill">Its number.</param>
/// <param name="From">Start of the interval.</param>
/// <param name="To">Its end, which is part of it.</param>
internal sealed record BackfillLookup(long Backfill, DateTimeOffset From, DateTimeOffset To);
