using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Finds what commands name; an unknown name is an error with the nearest one.</summary>
internal sealed class RunLookup(Decision decision)
{
    /// <summary>An open run.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="mayHaveEnded">Whether one that has ended, and was replayed for the command, is found too.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public Run FindRun(string id, bool mayHaveEnded = false)
    {
        if (decision.State.RunsById.TryGetValue(id, out var run) || (mayHaveEnded && decision.State.Ended.TryGetValue(id, out run)))
        {
            return run;
        }

        var nearest = NearestName.Find(id, decision.State.RunsById.Keys);
        throw new CommandException($"Pipeline '{decision.Graph.Pipeline}' has no open run '{id}'{(nearest is null ? "; 'runs list' lists its runs." : NearestName.Ask(nearest))}");
    }

    /// <summary>Index of a node that runs execute.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public int FindRunNode(string id)
    {
        if (decision.State.NodeIndexes.TryGetValue(id, out var index) && !decision.Graph.Nodes[index].IsResident)
        {
            return index;
        }

        var nearest = NearestName.Find(id, decision.Graph.Nodes.Where(static node => !node.IsResident).Select(static node => node.Id));
        throw new CommandException(decision.State.NodeIndexes.ContainsKey(id)
            ? $"'{id}' is a stream node: it belongs to no run."
            : $"Pipeline '{decision.Graph.Pipeline}' has no node '{id}'{NearestName.AskOrStop(nearest)}");
    }

    /// <summary>Index of an approval.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public int FindApproval(string id) =>
        ApprovalText.UnknownNode(decision.Graph, id) is { } problem ? throw new CommandException(problem) : decision.State.NodeIndexes[id];

    /// <summary>The state of a node's newest execution, for people.</summary>
    public static string Describe(Run run, int node) =>
        run.Newest(node) is { } execution ? StatusNames.Of(execution.State.Status) : "not started";
}
