using System.Linq;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>A block of the job graph: the nodes that run in it, in order.</summary>
internal sealed class BlockPlan(PipelineGraph graph, int first, string lanes)
{
    private readonly List<int> _nodes = [first];
    private readonly List<int> _outputs = [];

    /// <summary>The node that the block is named after.</summary>
    public NodeModel First => graph.Node(first);

    /// <summary>Indices of its nodes, upstream before downstream.</summary>
    public IReadOnlyList<int> Nodes => _nodes;

    /// <summary>
    /// Its output streams, by the node that represents each: one of its own nodes for the main output, a stream of
    /// rejects, late records or a side output for the others.
    /// </summary>
    public IReadOnlyList<int> Outputs => _outputs;

    /// <summary>C# expression of the number of lanes.</summary>
    public string Lanes { get; } = lanes;

    /// <summary>Whether its body is a generated loop.</summary>
    public bool IsChain => First.Feature.IsInLoop;

    /// <summary>The stream that feeds it, for a chain that does not begin with a source; else -1.</summary>
    public int Entry { get; init; } = -1;

    /// <summary>Whether a node can join it, because the loop has the node's input records.</summary>
    public bool Accepts(NodeModel operation) =>
        IsChain && operation.Feature.IsInLoop && !operation.IsKeyed && operation.Buffer is null && (operation.Parallelism == 0 || LanesOf(operation) == Lanes);

    public void Add(int node) => _nodes.Add(node);

    public void AddOutput(int stream)
    {
        if (!_outputs.Contains(stream))
        {
            _outputs.Add(stream);
        }
    }

    /// <summary>Index of a stream among its outputs; those of a library block are fixed.</summary>
    public int IndexOf(int stream) => IsChain ? _outputs.IndexOf(stream) : First.Feature.OutputOf(First, graph.Node(stream));

    /// <summary>The number of lanes that a node states.</summary>
    public static string LanesOf(NodeModel node) => node.Parallelism.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether each node feeds the next: a chain without branches.</summary>
    private bool IsLinear => Enumerable.Range(1, _nodes.Count - 1).All(i => graph.Upstreams(_nodes[i]).Contains(_nodes[i - 1]));

    /// <summary>Its nodes, for a comment.</summary>
    public override string ToString() => string.Join(IsLinear ? " → " : ", ", _nodes.Select(node => graph.Node(node).Id));
}
