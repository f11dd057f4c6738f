using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The outputs of the nodes, typed: the generator derives a class with a field for each node that has one. An instance belongs to a run, and one to the pipeline
/// (the newest output of each node). Used by the pipeline's actor only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NodeOutputs
{
    /// <summary>Stores the output of a node.</summary>
    /// <param name="node">Index in <see cref="ControlGraph.Nodes"/>.</param>
    /// <param name="json">The output, one JSON object in UTF-8.</param>
    /// <exception cref="FormatException">The JSON is not such an output.</exception>
    public abstract void Set(int node, ReadOnlyMemory<byte> json);

    /// <summary>Removes the output of a node.</summary>
    public abstract void Remove(int node);
}
