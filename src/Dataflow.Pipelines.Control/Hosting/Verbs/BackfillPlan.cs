namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What a backfill would do: the logical times of its first runs and of its last one, the number of runs, and the firings that are left out because they have a run.</summary>
internal sealed record BackfillPlan(IReadOnlyList<string> Crons, IReadOnlyList<DateTimeOffset> First, DateTimeOffset? Last, long Runs, long LeftOut);
