using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// Guards without latches: they are evaluated when a value that they read can have changed, and fire when they become true (7-triggers, rule 4). The last value is durable, so
/// that a restart does not fire again.
/// </summary>
internal sealed class Samples(Decision decision)
{
    /// <summary>Whether a guard reads what has to be sampled by the clock.</summary>
    public bool NeedsClock { get; } =
        decision.State.Index.OfPipeline.Sampled.Concat(decision.State.Index.OfRun.Sampled).Any(static entry => entry.Disjunct.ReadsSamples);

    /// <summary>Evaluates guards outside of runs, and guards of runs.</summary>
    /// <param name="byClock">Whether metrics, health, status or the time can have changed, for all runs; else what changes have made of the touched runs.</param>
    public void Run(bool byClock)
    {
        var index = decision.State.Index;
        foreach (var entry in index.OfPipeline.Sampled)
        {
            if (!byClock || entry.Disjunct.ReadsSamples)
            {
                Evaluate(null, entry, decision.State.ValueOf(entry));
            }
        }

        if (index.OfRun.Sampled.Count == 0)
        {
            return;
        }

        foreach (var run in (byClock ? decision.State.Runs.Values : (IEnumerable<Run>)decision.State.Touched.OrderBy(static run => run.Order)).Where(static run => run.Status == RunStatus.Running).ToList())
        {
            foreach (var entry in index.OfRun.Sampled)
            {
                if (!byClock || entry.Disjunct.ReadsSamples)
                {
                    Evaluate(run, entry, run.ValueOf(entry));
                }
            }
        }
    }

    private void Evaluate(Run? run, TriggerEntry entry, bool before)
    {
        var value = decision.IsTrue(entry.Disjunct.Guard, run, entry.Node);
        if (value == before)
        {
            return;
        }

        var node = decision.Graph.Nodes[entry.Node].Id;
        decision.Emit(run is null ? new ValueChanged(node, entry.Index, value) : new RunValueChanged(run.Id, node, entry.Index, value));
        if (value)
        {
            decision.State.Complete.Add(new Completion(run, entry, ++decision.State.Occurrence, run?.LogicalTime ?? decision.Now, run?.Payload ?? EventPayload.Empty));
        }
    }
}
