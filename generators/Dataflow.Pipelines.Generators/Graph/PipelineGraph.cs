using System.Linq;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>The nodes of a pipeline with resolved edges. Names that do not resolve are left out; a rule reports them.</summary>
internal sealed class PipelineGraph
{
    private readonly List<int>[] _upstreams;
    private readonly List<int>[] _consumers;

    private PipelineGraph(PipelineModel pipeline)
    {
        Pipeline = pipeline;
        _upstreams = pipeline.Nodes.Select(node => node.Inputs.Select(input => IndexOf(input.Text)).Where(index => index >= 0).Distinct().ToList()).ToArray();
        _consumers = pipeline.Nodes.Select(_ => new List<int>()).ToArray();
        for (var node = 0; node < _upstreams.Length; node++)
        {
            foreach (var upstream in _upstreams[node])
            {
                _consumers[upstream].Add(node);
            }
        }

        Order = Sort();
    }

    public PipelineModel Pipeline { get; }

    /// <summary>Indices of the nodes, upstream before downstream and otherwise as declared; without those on or downstream of a cycle.</summary>
    public IReadOnlyList<int> Order { get; }

    public static PipelineGraph Of(PipelineModel pipeline) => new(pipeline);

    public NodeModel Node(int index) => Pipeline.Nodes[index];

    /// <summary>Index of the node with a member's name, or -1.</summary>
    public int IndexOf(string member)
    {
        for (var i = 0; i < Pipeline.Nodes.Count; i++)
        {
            if (string.Equals(Pipeline.Nodes[i].Name, member, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The method that the timers of a node call, or null.</summary>
    public TimerModel? TimerOf(NodeModel node) => Pipeline.Timers.FirstOrDefault(timer => timer.Node.Text == node.Name);

    /// <summary>The nodes that feed a node.</summary>
    public IReadOnlyList<int> Upstreams(int node) => _upstreams[node];

    /// <summary>The nodes that a node feeds, including those that take its other outputs.</summary>
    public IReadOnlyList<int> Consumers(int node) => _consumers[node];

    /// <summary>The nodes that read the main output of a node.</summary>
    public IEnumerable<int> Readers(int node) => _consumers[node].Where(consumer => Node(consumer).Feature.Port == PortKind.Main);

    /// <summary>The streams that take another output of a node.</summary>
    public IEnumerable<int> Takers(int node, PortKind port) => _consumers[node].Where(consumer => Node(consumer).Feature.Port == port);

    /// <summary>The outputs whose records form the stream of a node: unions and named outputs produce no records themselves.</summary>
    public IReadOnlyList<Port> Producers(int node)
    {
        var found = new List<Port>();
        Collect(node, found, []);
        return found;
    }

    private void Collect(int node, List<Port> found, HashSet<int> visited)
    {
        if (!visited.Add(node))
        {
            return;
        }

        var feature = Node(node).Feature;
        if (feature.Unites)
        {
            foreach (var upstream in _upstreams[node])
            {
                Collect(upstream, found, visited);
            }
        }
        else if (feature.Port is not PortKind.Main and var port)
        {
            found.AddRange(_upstreams[node].Select(upstream => new Port(upstream, port, port == PortKind.Side ? Node(node).Name : "")));
        }
        else
        {
            found.Add(new Port(node, PortKind.Main));
        }
    }

    private List<int> Sort()
    {
        var order = new List<int>();
        var done = new HashSet<int>();
        for (var progress = true; progress;)
        {
            progress = false;
            for (var i = 0; i < Pipeline.Nodes.Count; i++)
            {
                if (!done.Contains(i) && _upstreams[i].All(done.Contains))
                {
                    done.Add(i);
                    order.Add(i);
                    progress = true;
                }
            }
        }

        return order;
    }
}
