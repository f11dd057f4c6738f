using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>
/// The triggers of a pipeline in their two places: with the latches of each run, or with the pipeline's own (7-triggers, rule 2). Built once. Immutable.
/// </summary>
internal sealed class TriggerIndex
{
    private readonly Dictionary<(int Node, string Word), int> _ofNodes = [];
    private readonly Dictionary<string, int> _byName = [];

    public TriggerIndex(ControlGraph graph)
    {
        Graph = graph;
        for (var i = 0; i < graph.Events.Count; i++)
        {
            var named = graph.Events[i];
            _byName[named.Name] = i;
            if (named.Node >= 0)
            {
                _ofNodes[(named.Node, named.Word)] = i;
            }
        }

        var all = Enumerable.Range(0, graph.Nodes.Count).SelectMany(node => DisjunctsOf(graph.Nodes[node], node)).ToList();
        OfPipeline = new TriggerLayout(graph.Events, all.Where(d => !BelongsToRun(d.Node, d.Action, d.Disjunct)));
        OfRun = new TriggerLayout(graph.Events, all.Where(d => BelongsToRun(d.Node, d.Action, d.Disjunct)));
        Crons = [.. Enumerable.Range(0, graph.Events.Count).Where(e => graph.Events[e].Kind == EventKind.Cron)];
    }

    public ControlGraph Graph { get; }

    /// <summary>The disjuncts of resident nodes, and those that open runs.</summary>
    public TriggerLayout OfPipeline { get; }

    /// <summary>The disjuncts whose latches belong to a run.</summary>
    public TriggerLayout OfRun { get; }

    /// <summary>Indexes of the events that are schedules.</summary>
    public IReadOnlyList<int> Crons { get; }

    /// <summary>Index of an event of a node; -1 where no trigger names it.</summary>
    public int Find(int node, string word) => _ofNodes.GetValueOrDefault((node, word), -1);

    /// <summary>Index of an event; -1 where no trigger names it.</summary>
    public int Find(string name) => _byName.GetValueOrDefault(name, -1);

    /// <summary>Whether an event belongs to a run: those of nodes that do.</summary>
    public bool IsOfRun(int happened) => Graph.Events[happened] is { Node: >= 0 and var node } && !Graph.Nodes[node].IsResident;

    /// <summary>Whether a disjunct opens a run: it starts a node that belongs to runs, and is complete without one.</summary>
    public bool Opens(TriggerEntry entry) => entry.Action == TriggerAction.Start && !Graph.Nodes[entry.Node].IsResident;

    private bool BelongsToRun(int node, TriggerAction action, Disjunct disjunct)
    {
        if (disjunct.Latches.Any(IsOfRun))
        {
            return true;
        }

        // A stop, a skip or an alert of a node that belongs to runs concerns its executions; a start without an event of a run opens one.
        return !Graph.Nodes[node].IsResident && (action != TriggerAction.Start || (disjunct.ReadsRun && disjunct.Latches.Count == 0));
    }

    private static IEnumerable<(int Node, TriggerAction Action, int Alert, Disjunct Disjunct)> DisjunctsOf(ControlNode node, int index)
    {
        (Trigger? Trigger, TriggerAction Action)[] triggers =
            [(node.Start, TriggerAction.Start), (node.Stop, TriggerAction.Stop), (node.Restart, TriggerAction.Restart), (node.Skip, TriggerAction.Skip)];
        return triggers
            .Where(static pair => pair.Trigger is not null)
            .SelectMany(pair => pair.Trigger!.Disjuncts.Select(disjunct => (index, pair.Action, 0, disjunct)))
            .Concat(node.Alerts.SelectMany((alert, i) => alert.When.Disjuncts.Select(disjunct => (index, TriggerAction.Alert, i, disjunct))));
    }
}
