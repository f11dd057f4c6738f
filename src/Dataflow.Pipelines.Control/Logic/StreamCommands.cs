using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>What people request of stream nodes.</summary>
internal sealed class StreamCommands(Decision decision, Streams streams)
{
    /// <summary>Starts a node that does not run, and those that share its life; its skip trigger is not asked.</summary>
    public void Start(string node, string who, string why)
    {
        var index = Find(node);
        if (decision.State.Streams.Newest(index) is { State.IsActive: true } active)
        {
            throw new CommandException($"'{node}' cannot be started: it is {StatusNames.Of(active.State.Status)}.");
        }

        decision.Emit(new StreamRequested(node, "START", who, why));
        streams.Start(index, Causes.Person + who, isForced: true);
    }

    /// <summary>Stops a node that runs or waits, and those that share its life, until something starts it.</summary>
    public void Stop(string node, string who, string why)
    {
        var index = FindActive(node, "stopped");
        decision.Emit(new StreamRequested(node, "STOP", who, why));
        streams.Stop(index, EndReason.Stopped);
    }

    /// <summary>Restarts a node from its last checkpoint with the inputs that are stored now.</summary>
    public void Restart(string node, string who, string why)
    {
        var index = Find(node);
        if (decision.State.Streams.Newest(index) is not { State: Dead or Running or Initializing })
        {
            throw new CommandException($"'{node}' cannot be restarted: it is {Describe(index)}.");
        }

        decision.Emit(new StreamRequested(node, "RESTART", who, why));
        streams.Restart(index);
    }

    private int FindActive(string node, string what)
    {
        var index = Find(node);
        return decision.State.Streams.Newest(index) is { State.IsActive: true } ? index : throw new CommandException($"'{node}' cannot be {what}: it is {Describe(index)}.");
    }

    private string Describe(int node) => decision.State.Streams.Newest(node) is { } execution ? StatusNames.Of(execution.State.Status) : "not started";

    private int Find(string node)
    {
        if (decision.State.NodeIndexes.TryGetValue(node, out var index) && decision.Graph.Nodes[index].IsResident)
        {
            return decision.Graph.Nodes[index].LifeOf is >= 0 and var owner
                ? throw new CommandException($"'{node}' starts and stops with '{decision.Graph.Nodes[owner].Id}': name that one.")
                : index;
        }

        var nearest = NearestName.Find(node, decision.Graph.Nodes.Where(static other => other.IsResident).Select(static other => other.Id));
        throw new CommandException(decision.State.NodeIndexes.ContainsKey(node)
            ? $"'{node}' is no stream node: it is executed in runs, see 'runs'."
            : $"Pipeline '{decision.Graph.Pipeline}' has no stream node '{node}'{NearestName.AskOrStop(nearest)}");
    }
}
