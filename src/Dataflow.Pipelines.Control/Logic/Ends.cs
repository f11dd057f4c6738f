using System.Globalization;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Ends runs in which nothing is active, queued or waiting (7-triggers, rule 7), and begins those that waited for them.</summary>
internal sealed class Ends(Decision decision, Openings openings)
{
    private readonly SortedDictionary<long, Run> _touched = [];

    /// <summary>Looks at the runs that were changed.</summary>
    public void Run()
    {
        foreach (var run in decision.State.Touched)
        {
            _touched.Add(run.Order, run);
        }

        decision.State.Touched.Clear();
        foreach (var run in _touched.Values)
        {
            if (run.Status is RunStatus.Running or RunStatus.Cancelling && run.Active == 0)
            {
                End(run);
            }

            openings.Begin(run.StartNodes[0]);
        }

        _touched.Clear();
    }

    private void End(Run run)
    {
        var status = run.Status == RunStatus.Cancelling ? RunStatus.Cancelled : run.Failures.Count > 0 ? RunStatus.Failed : RunStatus.Completed;
        decision.Emit(new RunEnded(run.Id, status, status == RunStatus.Failed ? Describe(run) : ""));
    }

    private string Describe(Run run)
    {
        var first = run.Failures.Min;
        var more = run.Failures.Count > 1 ? $" (and {(run.Failures.Count - 1).ToString(CultureInfo.InvariantCulture)} more)" : "";
        return $"'{decision.Graph.Nodes[first].Id}' has failed: {run.Newest(first)?.Error}{more}";
    }
}
