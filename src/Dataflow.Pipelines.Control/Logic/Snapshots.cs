using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Takes snapshots of the state outside of runs, and restores them.</summary>
internal static class Snapshots
{
    public static PipelineSnapshot Take(ControlState state)
    {
        var (graph, layout) = (state.Graph, state.Index.OfPipeline);
        return new PipelineSnapshot(
            state.IsStarted,
            state.IsPaused,
            state.WithoutTrigger,
            state.Index.Crons.Where(cron => state.CronPositions[cron] is not null).ToDictionary(cron => graph.Events[cron].Name, cron => state.CronPositions[cron]!.Value),
            [.. Enumerable.Range(0, graph.Events.Count).Where(state.HasHappened).Select(i => graph.Events[i].Name)],
            [.. layout.Entries.Select(entry => new LatchedDisjunct(graph.Nodes[entry.Node].Id, entry.Index, [.. entry.Disjunct.Latches.Where((_, i) => state.Latches.IsSet(entry, i)).Select(latch => graph.Events[latch].Name)]))
                .Where(static latched => latched.Events.Count > 0)],
            [.. layout.Sampled.Where(state.ValueOf).Select(entry => new LatchedDisjunct(graph.Nodes[entry.Node].Id, entry.Index, []))],
            state.Alerts.Count == 0 ? null : [.. state.Alerts.Values],
            state.Silences.Count == 0 ? null : [.. state.Silences.Select(silence => new AlertSilence(graph.Nodes[silence.Key.Node].Id, silence.Key.Index, silence.Value))],
            StreamApplier.Take(state),
            state.Health.All(static health => health == ControlState.UnknownHealth)
                ? null
                : Enumerable.Range(0, graph.Nodes.Count).Where(node => state.Health[node] != ControlState.UnknownHealth).ToDictionary(node => graph.Nodes[node].Id, node => state.Health[node]),
            state.Backfills.Count == 0 ? null : [.. state.Backfills.Values]);
    }

    public static void Restore(ControlState state, PipelineSnapshot snapshot)
    {
        RestoreAlerts(state, snapshot);
        StreamApplier.Restore(state, snapshot.Streams ?? []);
        foreach (var backfill in snapshot.Backfills ?? [])
        {
            state.Backfills[backfill.Request.Backfill] = backfill;
        }

        foreach (var (id, health) in snapshot.Health ?? new Dictionary<string, string>())
        {
            if (state.NodeIndexes.TryGetValue(id, out var node))
            {
                state.Health[node] = health;
            }
        }

        (state.IsStarted, state.IsPaused, state.WithoutTrigger) = (snapshot.IsStarted, snapshot.IsPaused, snapshot.WithoutTrigger);
        foreach (var (name, position) in snapshot.Crons)
        {
            if (state.Index.Find(name) is >= 0 and var cron)
            {
                state.CronPositions[cron] = position;
            }
        }

        foreach (var name in snapshot.Happened)
        {
            if (state.Index.Find(name) is >= 0 and var happened)
            {
                state.MarkHappened(happened);
            }
        }

        foreach (var latched in snapshot.Latches)
        {
            if (Find(state, latched) is { } entry)
            {
                for (var i = 0; i < entry.Count; i++)
                {
                    if (latched.Events.Contains(state.Graph.Events[entry.Disjunct.Latches[i]].Name))
                    {
                        state.Latches.SetOne(entry, i);
                    }
                }
            }
        }

        foreach (var value in snapshot.True)
        {
            if (Find(state, value) is { IsSampled: true } entry)
            {
                state.SetValue(entry.Index, true);
            }
        }
    }

    private static void RestoreAlerts(ControlState state, PipelineSnapshot snapshot)
    {
        foreach (var alert in snapshot.Alerts ?? [])
        {
            state.Alerts[alert.Alert] = alert;
        }

        foreach (var silence in snapshot.Silences ?? [])
        {
            if (state.NodeIndexes.TryGetValue(silence.Node, out var node))
            {
                state.Silences[(node, silence.Index)] = silence.Until;
            }
        }
    }

    // After a change of the class the index may name another disjunct.
    private static TriggerEntry? Find(ControlState state, LatchedDisjunct latched) =>
        state.Index.OfPipeline.Entries.ElementAtOrDefault(latched.Entry) is { } entry && state.Graph.Nodes[entry.Node].Id == latched.Node ? entry : null;
}
