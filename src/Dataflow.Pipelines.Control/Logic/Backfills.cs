using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Opens the runs of backfills as places become free (7-triggers, rule 5). A firing and its run become durable together, so that each firing opens one run. Only the position of a
/// backfill is kept, not its firings: ten years of minutes cost as much as a day.
/// </summary>
internal sealed class Backfills(Decision decision, Openings openings, Starts starts)
{
    /// <summary>The firings of a backfill that are looked up in the store at a time.</summary>
    public const int WindowSize = 1000;

    private readonly Dictionary<long, BackfillFirings> _firings = [];
    private BackfillLookup? _asked;

    /// <summary>Whether runs are opened.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>What a backfill must know to go on; null where none waits for that.</summary>
    public BackfillLookup? Lookup { get; private set; }

    /// <summary>What the store knows.</summary>
    /// <param name="lookup">What was asked.</param>
    /// <param name="logicalTimes">The logical times of the interval that have runs.</param>
    public void Report(BackfillLookup lookup, IEnumerable<DateTimeOffset> logicalTimes)
    {
        Lookup = null;
        if (decision.State.Backfills.ContainsKey(lookup.Backfill))
        {
            decision.State.BackfillWindows[lookup.Backfill] = new BackfillWindow(lookup.From, lookup.To, logicalTimes);
        }
    }

    /// <summary>Opens as many runs as there are places, and ends what is done.</summary>
    public void Run()
    {
        Lookup = null;
        if (!IsActive || decision.State.Backfills.Count == 0 || !decision.State.IsStarted || decision.State.IsPaused)
        {
            return;
        }

        foreach (var backfill in decision.State.Backfills.Values.ToList())
        {
            Run(backfill);
        }
    }

    private void Run(OpenBackfill backfill)
    {
        var (state, request, position) = (decision.State, backfill.Request, backfill.Position);
        if (!_firings.TryGetValue(request.Backfill, out var firings))
        {
            _firings[request.Backfill] = firings = new BackfillFirings(decision.Graph, request.Crons);
        }

        var leftOut = 0L;
        while (state.BackfillRuns.GetValueOrDefault(request.Backfill) < request.Parallel)
        {
            if (NextOf(firings, request, position) is not { } instant)
            {
                break;
            }

            // A firing that the schedule itself has not processed is the schedule's.
            var crons = firings.At(instant).ToList();
            if (crons.Exists(cron => state.CronPositions[cron] is not { } processed || processed < instant) || !Knows(request, firings, instant))
            {
                break;
            }

            var nodes = HasRun(request, instant) ? [] : NodesOf(request, crons, instant);
            if (nodes.Exists(node => decision.Graph.Nodes[node].Mode == StartMode.Once && openings.IsActive(node)))
            {
                // It queues, where the firing of a schedule would be left out.
                break;
            }

            position = instant;
            if (nodes.Count == 0)
            {
                leftOut++;
                continue;
            }

            Open(request, instant, leftOut, nodes);
            leftOut = 0;
        }

        if (leftOut > 0)
        {
            decision.Emit(new BackfillAdvanced(request.Backfill, position!.Value, leftOut, ""));
        }

        if (!state.BackfillRuns.ContainsKey(request.Backfill) && NextOf(firings, request, position) is null)
        {
            decision.Emit(new BackfillEnded(request.Backfill));
            _firings.Remove(request.Backfill);
        }
    }

    private static DateTimeOffset? NextOf(BackfillFirings firings, BackfillRequested request, DateTimeOffset? position) =>
        firings.Next(position ?? request.From, inclusive: position is null, request.To);

    // A rerun asks too, although it ignores the answer: an input processes no more firings than a lookup has.
    private bool Knows(BackfillRequested request, BackfillFirings firings, DateTimeOffset instant)
    {
        if (decision.State.BackfillWindows.TryGetValue(request.Backfill, out var window) && window.Covers(instant))
        {
            return true;
        }

        // Asked again for each input until the answer is there.
        if (_asked is not { } asked || asked.Backfill != request.Backfill || asked.From != instant)
        {
            _asked = new BackfillLookup(request.Backfill, instant, firings.Between(instant, request.To).Take(WindowSize).Last());
        }

        Lookup ??= _asked;
        return false;
    }

    private bool HasRun(BackfillRequested request, DateTimeOffset instant) => !request.IsRerun && decision.State.BackfillWindows[request.Backfill].HasRun(instant);

    // The nodes that the schedules start by themselves; a guard is evaluated as at that time.
    private List<int> NodesOf(BackfillRequested request, List<int> crons, DateTimeOffset instant) =>
        [.. BackfillChoice.Entries(decision.State.Index)
            .Where(entry => crons.Contains(entry.Disjunct.Latches[0]) && (request.Node.Length == 0 || decision.Graph.Nodes[entry.Node].Id == request.Node) && IsTrue(entry, instant))
            .Select(static entry => entry.Node).Distinct()];

    private bool IsTrue(TriggerEntry entry, DateTimeOffset instant) => decision.IsTrue(entry.Disjunct.Guard, null, entry.Node, at: instant);

    private void Open(BackfillRequested request, DateTimeOffset instant, long leftOut, List<int> nodes)
    {
        // The id of a schedule's run, where that was never opened.
        var run = request.IsRerun ? openings.NewId(instant) : Openings.Timestamp(instant);
        var cause = new RunCause(RunCauseKind.Backfill, request.Who);
        decision.Emit(new BackfillAdvanced(request.Backfill, instant, leftOut, run));
        decision.Emit(new RunOpened(run, instant, cause, [.. nodes.Select(node => decision.Graph.Nodes[node].Id)], request.Parameters, "") { Backfill = request.Backfill });
        decision.Emit(new RunBegun(run));
        var opened = decision.State.RunsById[run];
        foreach (var node in nodes)
        {
            starts.Start(opened, node, cause.ToString());
        }
    }
}
