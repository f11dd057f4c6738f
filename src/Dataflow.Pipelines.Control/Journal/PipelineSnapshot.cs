namespace Dataflow.Pipelines.Control.Journal;

/// <summary>
/// What the changes outside of runs have made of the pipeline, so that a restart does not read all of them again: it begins with the newest snapshot. Names, not indexes, so that
/// the class may have changed since.
/// </summary>
/// <param name="IsStarted">Whether the pipeline was started and not shut down.</param>
/// <param name="IsPaused">Whether no execution starts.</param>
/// <param name="WithoutTrigger">Events that no trigger has named.</param>
/// <param name="Crons">Of each schedule the newest instant that was processed, by the name of its event.</param>
/// <param name="Happened">The events that have happened since the start.</param>
/// <param name="Latches">Disjuncts with latches that are set.</param>
/// <param name="True">Disjuncts without latches whose guard is true.</param>
/// <param name="Alerts">Open alerts, those of runs too; null for none.</param>
/// <param name="Silences">Silences of alerts; null for none.</param>
/// <param name="Streams">The executions of the stream nodes; null for none.</param>
/// <param name="Health">The health of each node that was checked; null for none.</param>
/// <param name="Backfills">The backfills that have not ended; null for none.</param>
internal sealed record PipelineSnapshot(
    bool IsStarted,
    bool IsPaused,
    long WithoutTrigger,
    IReadOnlyDictionary<string, DateTimeOffset> Crons,
    IReadOnlyList<string> Happened,
    IReadOnlyList<LatchedDisjunct> Latches,
    IReadOnlyList<LatchedDisjunct> True,
    IReadOnlyList<OpenAlert>? Alerts = null,
    IReadOnlyList<AlertSilence>? Silences = null,
    IReadOnlyList<StreamSnapshot>? Streams = null,
    IReadOnlyDictionary<string, string>? Health = null,
    IReadOnlyList<OpenBackfill>? Backfills = null) : Change;
