namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Identifies a node execution.</summary>
/// <param name="Run">Id of its run; empty of a stream node, which belongs to none.</param>
/// <param name="Node">Id of its node.</param>
/// <param name="Number">Counts the executions of the node in the run, from 1.</param>
internal readonly record struct ExecutionKey(string Run, string Node, int Number)
{
    public override string ToString() => (Run.Length == 0 ? Node : $"{Run}/{Node}") + (Number == 1 ? "" : $"#{Number}");
}
