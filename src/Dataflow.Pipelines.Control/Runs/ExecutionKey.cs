namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Identifies a node execution.</summary>
/// <param name="Run">Id of its run.</param>
/// <param name="Node">Id of its node.</param>
/// <param name="Number">Counts the executions of the node in the run, from 1.</param>
internal readonly record struct ExecutionKey(string Run, string Node, int Number)
{
    public override string ToString() => Number == 1 ? $"{Run}/{Node}" : $"{Run}/{Node}#{Number}";
}
