using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Triggers;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Which schedules a backfill repeats: those that open runs by themselves.</summary>
internal static class BackfillChoice
{
    /// <summary>The disjuncts that a schedule completes alone, so that it opens a run.</summary>
    public static IEnumerable<TriggerEntry> Entries(TriggerIndex index) =>
        index.OfPipeline.Entries.Where(entry => index.Opens(entry) && entry.Disjunct.Latches is [var latch] && index.Graph.Events[latch] is { Kind: EventKind.Cron, Schedule.IsStartup: false });

    /// <summary>Names of the schedules.</summary>
    /// <param name="index">The pipeline.</param>
    /// <param name="cron">The only cron expression, with or without its zone; null: all.</param>
    /// <param name="node">Id of the only node that the runs start with; null: all.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public static IReadOnlyList<string> Crons(TriggerIndex index, string? cron, string? node)
    {
        var (graph, entries) = (index.Graph, Entries(index).ToList());
        if (entries.Count == 0)
        {
            throw new CommandException($"Pipeline '{graph.Pipeline}' has nothing to backfill: no schedule starts a node of it by itself.");
        }

        if (node is not null)
        {
            var all = entries;
            entries = entries.FindAll(entry => graph.Nodes[entry.Node].Id == node);
            if (entries.Count == 0)
            {
                var nearest = NearestName.Find(node, all.Select(entry => graph.Nodes[entry.Node].Id));
                throw new CommandException($"No schedule starts '{node}' of pipeline '{graph.Pipeline}' by itself{(nearest is null ? $"; schedules start {Join(all.Select(entry => graph.Nodes[entry.Node].Id))}." : NearestName.Ask(nearest))}");
            }
        }

        var names = entries.Select(entry => graph.Events[entry.Disjunct.Latches[0]]).Distinct().ToList();
        if (cron is null)
        {
            return [.. names.Select(static named => named.Name)];
        }

        var wanted = cron.StartsWith("cron:", StringComparison.Ordinal) ? cron["cron:".Length..] : cron;
        var found = names.FindAll(named => named.Name == "cron:" + wanted || named.Schedule!.Text == wanted || named.Name.StartsWith($"cron:{wanted};tz=", StringComparison.Ordinal));
        return found.Count > 0 ? [.. found.Select(static named => named.Name)]
            : throw new CommandException($"No schedule of pipeline '{graph.Pipeline}' with the cron '{cron}' starts {(node is null ? "a node" : $"'{node}'")} by itself; the crons are {Join(names.Select(static named => named.Name["cron:".Length..]))}.");
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Distinct().Select(static name => $"'{name}'"));
}
