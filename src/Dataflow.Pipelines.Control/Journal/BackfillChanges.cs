namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A change of a backfill. It is kept outside of runs: the runs that the backfill opens come and go while it lasts.</summary>
/// <param name="Backfill">Its number: unique in the pipeline.</param>
internal abstract record BackfillChange(long Backfill) : Change;

/// <summary>A person has requested a run for each firing in an interval. The runs are opened one after the other, as places become free.</summary>
/// <param name="Backfill">Its number.</param>
/// <param name="From">Start of the interval.</param>
/// <param name="To">End of the interval, which is not part of it.</param>
/// <param name="Crons">Names of the schedules.</param>
/// <param name="Node">Id of the only node that the runs start with; empty for all that the schedules start.</param>
/// <param name="Parallel">Runs of the backfill that are open at a time.</param>
/// <param name="IsRerun">Whether a logical time that has a run gets another one.</param>
/// <param name="Parameters">Values of inputs that differ from the stored ones, by name.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record BackfillRequested(
    long Backfill, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Crons, string Node, int Parallel, bool IsRerun, IReadOnlyDictionary<string, string> Parameters, string Who, string Why)
    : BackfillChange(Backfill);

/// <summary>Firings were processed, up to and including an instant.</summary>
/// <param name="Backfill">Number of the backfill.</param>
/// <param name="Instant">The newest firing that was processed.</param>
/// <param name="LeftOut">The firings that have opened no run, because their logical time has one or the guard of the trigger is false.</param>
/// <param name="Run">Id of the run that the newest firing has opened; empty for none.</param>
internal sealed record BackfillAdvanced(long Backfill, DateTimeOffset Instant, long LeftOut, string Run) : BackfillChange(Backfill);

/// <summary>All firings were processed, and the runs have ended.</summary>
/// <param name="Backfill">Number of the backfill.</param>
internal sealed record BackfillEnded(long Backfill) : BackfillChange(Backfill);

/// <summary>A person has cancelled the backfill: it opens no further run. Open runs go on.</summary>
/// <param name="Backfill">Number of the backfill.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason; may be empty.</param>
internal sealed record BackfillCancelled(long Backfill, string Who, string Why) : BackfillChange(Backfill);
