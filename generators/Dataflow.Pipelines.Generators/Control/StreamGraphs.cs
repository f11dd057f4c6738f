using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>The stream nodes of a pipeline by the graphs that they form, and whose start and stop is also theirs (7-triggers, rule 8).</summary>
internal sealed class StreamGraphs
{
    private readonly PipelineGraph _graph;

    public StreamGraphs(PipelineGraph graph)
    {
        _graph = graph;
        All = Connect();
    }

    /// <summary>The graphs: of each the nodes, upstream before downstream.</summary>
    public IReadOnlyList<IReadOnlyList<int>> All { get; }

    /// <summary>Whether a node says itself when it starts.</summary>
    public bool HasStart(int node) => _graph.Node(node).Triggers.Any(static trigger => trigger.Kind == TriggerKind.StartWhen);

    /// <summary>
    /// The node whose life a node without a start trigger shares: the nearest upstream node that has one, else the nearest downstream. -1 where its graph has none: it runs while the pipeline
    /// does.
    /// </summary>
    public int LifeOf(int node) => Nearest(node, _graph.Upstreams) is >= 0 and var upstream ? upstream : Nearest(node, _graph.Consumers);

    private int Nearest(int node, Func<int, IReadOnlyList<int>> next)
    {
        var (visited, queue) = (new HashSet<int> { node }, new Queue<int>([node]));
        while (queue.Count > 0)
        {
            var current = queue.Dequeue();
            if (current != node && HasStart(current))
            {
                return current;
            }

            foreach (var other in next(current).Where(visited.Add))
            {
                queue.Enqueue(other);
            }
        }

        return -1;
    }

    private List<IReadOnlyList<int>> Connect()
    {
        var (found, visited) = (new List<IReadOnlyList<int>>(), new HashSet<int>());
        foreach (var first in _graph.Order.Where(node => !_graph.Node(node).Feature.IsRunBound))
        {
            if (!visited.Add(first))
            {
                continue;
            }

            var (members, queue) = (new HashSet<int> { first }, new Queue<int>([first]));
            while (queue.Count > 0)
            {
                foreach (var other in Neighbours(queue.Dequeue()).Where(members.Add))
                {
                    queue.Enqueue(other);
                }
            }

            visited.UnionWith(members);
            found.Add([.. _graph.Order.Where(members.Contains)]);
        }

        return found;
    }

    private IEnumerable<int> Neighbours(int node) => _graph.Upstreams(node).Concat(_graph.Consumers(node));
}
