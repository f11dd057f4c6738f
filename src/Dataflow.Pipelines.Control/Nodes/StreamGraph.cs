using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Stream nodes that are connected: one job, which begins when each of them was started and is suspended where one of them stops. Immutable.</summary>
/// <param name="nodes">Indexes of the nodes, each after those that feed it; the first names the graph.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamGraph(IReadOnlyList<int> nodes)
{
    /// <summary>Indexes of the nodes, each after those that feed it.</summary>
    public IReadOnlyList<int> Nodes { get; } = nodes;

    /// <summary>Reads what its nodes take from the outputs of runs; <see langword="null"/>: they take none. It throws where something is missing.</summary>
    public Func<TriggerScope, object>? ReadInputs { get; init; }

    /// <summary>The node that stands for the graph: its execution carries the attempts of the job.</summary>
    public int Lead => Nodes[0];
}
