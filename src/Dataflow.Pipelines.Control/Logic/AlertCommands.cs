using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What people ask of alerts.</summary>
internal sealed class AlertCommands(Decision decision)
{
    /// <summary>Silences the alerts of a node: they are recorded, and nothing is sent. A silence that it has already is replaced.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="number">Number of one of its alerts, from 1; null: all.</param>
    /// <param name="until">The end of the silence.</param>
    /// <param name="who">The person.</param>
    /// <param name="why">The reason.</param>
    public void Silence(string node, int? number, DateTimeOffset until, string who, string why)
    {
        var (_, indexes) = Find(node, number);
        if (until <= decision.Now)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture, $"The alerts of '{node}' cannot be silenced until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}: that is past. Name a later time."));
        }

        foreach (var index in indexes)
        {
            decision.Emit(new AlertSilenced(node, index, until, who, why));
        }
    }

    /// <summary>Ends silences: what they have held back of alerts that are open is sent.</summary>
    /// <param name="node">Id of the node.</param>
    /// <param name="number">Number of one of its alerts, from 1; null: all.</param>
    /// <param name="who">The person.</param>
    /// <param name="why">The reason.</param>
    public void Unsilence(string node, int? number, string who, string why)
    {
        var (of, indexes) = Find(node, number);
        var silenced = indexes.Where(index => decision.State.Silences.ContainsKey((of, index))).ToList();
        if (silenced.Count == 0)
        {
            throw new CommandException($"No alert of '{node}' is silenced{Other()}.");
        }

        foreach (var index in silenced)
        {
            decision.Emit(new AlertUnsilenced(node, index, who, why));
        }
    }

    private string Other()
    {
        var silenced = decision.State.Silences.Keys.Select(key => decision.Graph.Nodes[key.Node].Id).Distinct().ToList();
        return silenced.Count == 0 ? "" : "; silenced are those of " + string.Join(", ", silenced.Select(static id => $"'{id}'"));
    }

    private (int Node, IReadOnlyList<int> Indexes) Find(string id, int? number)
    {
        var graph = decision.Graph;
        if (!decision.State.NodeIndexes.TryGetValue(id, out var node))
        {
            var nearest = NearestName.Find(id, graph.Nodes.Where(static node => node.Alerts.Count > 0).Select(static node => node.Id));
            throw new CommandException($"Pipeline '{graph.Pipeline}' has no node '{id}'{(nearest is null ? Others(graph) : NearestName.Ask(nearest))}");
        }

        var count = graph.Nodes[node].Alerts.Count;
        if (count == 0)
        {
            throw new CommandException($"'{id}' has no alert{Others(graph)}");
        }

        return number is not { } one ? (node, [.. Enumerable.Range(0, count)])
            : one >= 1 && one <= count ? (node, [one - 1])
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"'{id}' has no alert {one}: its alerts have the numbers 1 to {count}."));
    }

    private static string Others(ControlGraph graph)
    {
        var nodes = graph.Nodes.Where(static node => node.Alerts.Count > 0).Select(static node => $"'{node.Id}'").ToList();
        return nodes.Count == 0 ? "; no node of the pipeline has one." : $"; nodes with alerts are {string.Join(", ", nodes)}.";
    }
}
