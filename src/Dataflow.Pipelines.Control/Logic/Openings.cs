using System.Globalization;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Opens runs, keeps them in a queue for each start node, and begins them (7-triggers, rules 2, 3 and 5).</summary>
internal sealed class Openings(Decision decision, Starts starts)
{
    private static readonly Dictionary<string, string> NoParameters = [];
    private (long Occurrence, string Run) _newest;

    /// <summary>A start trigger has fired outside of runs.</summary>
    /// <param name="node">Index of the node that it starts.</param>
    /// <param name="cause">What fired.</param>
    /// <param name="completion">The event that it fired on: all nodes that it starts share the run, as do all schedules of one instant.</param>
    public void Open(int node, RunCause cause, in Completion completion)
    {
        var (state, graph, instant) = (decision.State, decision.Graph, completion.Instant);
        var id = cause.Kind == RunCauseKind.Cron ? Timestamp(instant) : _newest.Occurrence == completion.Occurrence ? _newest.Run : NewId(instant);
        if (state.RunsById.TryGetValue(id, out var same))
        {
            Join(same, node, cause);
            return;
        }

        var declared = graph.Nodes[node];
        if (declared.Mode == StartMode.Once && IsActive(node))
        {
            decision.Emit(new RunSkipped(NewId(instant), instant, cause, declared.Id, $"'{declared.Id}' is active, and its mode is Once"));
        }
        else if (state.Queues[node].Count >= graph.MaxQueuedRuns)
        {
            decision.Emit(new RunSkipped(NewId(instant), instant, cause, declared.Id, $"{graph.MaxQueuedRuns.ToString(CultureInfo.InvariantCulture)} runs wait already, the most that may (MaxQueuedRuns)"));
        }
        else
        {
            _newest = (completion.Occurrence, id);
            Open(id, instant, cause, [node], NoParameters, completion.Payload.Text);
        }
    }

    /// <summary>Opens a run.</summary>
    public void Open(string id, DateTimeOffset logicalTime, RunCause cause, IReadOnlyList<int> nodes, IReadOnlyDictionary<string, string> parameters, string payload)
    {
        decision.Emit(new RunOpened(id, logicalTime, cause, [.. nodes.Select(node => decision.Graph.Nodes[node].Id)], parameters, payload == "{}" ? "" : payload));
        Begin(nodes[0]);
    }

    /// <summary>Begins the runs of a queue for which there is room, oldest first.</summary>
    public void Begin(int startNode)
    {
        var queue = decision.State.Queues[startNode];
        while (queue.Count > 0 && decision.State.ActiveRuns[startNode] < decision.Graph.MaxActiveRuns)
        {
            var run = queue[0];
            decision.Emit(new RunBegun(run.Id));
            foreach (var node in run.StartNodes.ToList())
            {
                starts.Start(run, node, run.Cause.ToString());
            }
        }
    }

    /// <summary>The id of a run that shares its instant with no other.</summary>
    public string NewId(DateTimeOffset instant) => Timestamp(instant) + "-" + decision.State.NextOrder.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of a run of a schedule.</summary>
    public static string Timestamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether a node with the mode Once is active, or runs that start with it wait.</summary>
    public bool IsActive(int node) =>
        decision.State.ActiveOf[node] > 0 || decision.State.Queues[node].Count > 0;

    private void Join(Run run, int node, RunCause cause)
    {
        if (run.StartNodes.Contains(node))
        {
            return;
        }

        decision.Emit(new RunJoined(run.Id, decision.Graph.Nodes[node].Id));
        starts.Start(run, node, cause.ToString());
    }
}
