using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>
/// The job graph of a pipeline without errors: which nodes share a block, and how the blocks are connected. Stateless
/// nodes join the block that feeds them; a key, a second input, a buffer, another number of lanes and a flat map end it.
/// Unions and named outputs are no blocks: their readers are connected to what they are made of.
/// </summary>
internal sealed class PipelinePlan
{
    private readonly Dictionary<int, BlockPlan> _blockOf = [];
    private readonly List<BlockPlan> _blocks = [];
    private readonly List<Connection> _connections = [];

    private PipelinePlan(PipelineGraph graph)
    {
        Graph = graph;
        foreach (var node in graph.Order)
        {
            Place(node);
        }

        foreach (var block in _blocks)
        {
            Connect(block);
        }

        // A method that puts out by an emitter needs one, whether or not it is read.
        foreach (var node in graph.Order.Where(node => graph.Node(node).Operator is not null))
        {
            foreach (var stream in Emitted(node))
            {
                _blockOf[node].AddOutput(stream);
            }
        }
    }

    public PipelineGraph Graph { get; }

    /// <summary>Upstream before downstream.</summary>
    public IReadOnlyList<BlockPlan> Blocks => _blocks;

    /// <summary>In the order of the blocks downstream.</summary>
    public IReadOnlyList<Connection> Connections => _connections;

    public static PipelinePlan Of(PipelineGraph graph) => new(graph);

    /// <summary>The block that a node runs in; for a stream that is no block, that of its first upstream.</summary>
    public BlockPlan BlockOf(int node) => _blockOf[node];

    /// <summary>The nodes that a node feeds inside its own block.</summary>
    public IEnumerable<int> FusedReaders(int node) =>
        Graph.Readers(node).Where(reader => Graph.Node(reader).Kind == NodeKind.Operator && _blockOf[reader] == _blockOf[node] && _blockOf[reader].First != Graph.Node(reader));

    /// <summary>The nodes of a chain that its entry feeds.</summary>
    public IEnumerable<int> Roots(BlockPlan chain) =>
        chain.Entry < 0 ? [chain.Nodes[0]] : chain.Nodes.Where(node => Graph.Upstreams(node).Contains(chain.Entry));

    /// <summary>Whether two nodes run in one block and the edge between them is a call.</summary>
    public bool IsFused(int from, int to) => _blockOf[from] == _blockOf[to];

    /// <summary>Whether the records of a stream must carry where they were read: a node behind it, in another block, can reject them.</summary>
    public bool NeedsPositions(int stream) =>
        _connections.Where(connection => connection.Stream == stream).Any(connection => NeedsPositions(connection.To));

    private bool NeedsPositions(BlockPlan block) =>
        block.First.Kind switch
        {
            NodeKind.Operator => block.Nodes.Any(node => Graph.Node(node).CanReject) || block.Outputs.Any(IsMain) && block.Outputs.Where(IsMain).Any(NeedsPositions),
            NodeKind.Deduplicate => NeedsPositions(block.Nodes[0]),
            NodeKind.Window => Graph.Takers(block.Nodes[0], PortKind.Rejects).Any() || LateNeedPositions(block),
            NodeKind.Join => LateNeedPositions(block),
            _ => false,
        };

    // A late record goes on as it came; a result is made of many records, and was read nowhere.
    private bool LateNeedPositions(BlockPlan block) =>
        block.Outputs.Where(output => PipelineGraph.PortOf(Graph.Node(output).Kind) == PortKind.Late).Any(NeedsPositions);

    private bool IsMain(int stream) => PipelineGraph.PortOf(Graph.Node(stream).Kind) != PortKind.Rejects;

    private void Place(int index)
    {
        var node = Graph.Node(index);
        switch (node.Kind)
        {
            case NodeKind.Source:
                Open(index, node.Parallelism == 0 ? "1" : BlockPlan.LanesOf(node));
                break;
            case NodeKind.Operator when node.Async is not null:
                Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : _blockOf[Graph.Upstreams(index)[0]].Lanes);
                break;
            case NodeKind.Operator:
                PlaceOperator(index, node);
                break;
            case NodeKind.Join:
                Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : "job.Parallelism");
                break;
            case NodeKind.Deduplicate or NodeKind.Window:
                Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : node.IsKeyed ? "job.Parallelism" : "1");
                break;
            case NodeKind.Sink:
                Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : "1");
                break;
            default:
                _blockOf[index] = _blockOf[Graph.Upstreams(index)[0]];
                break;
        }
    }

    private void PlaceOperator(int index, NodeModel node)
    {
        var upstream = Graph.Upstreams(index)[0];
        if (node.IsKeyed)
        {
            Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : "job.Parallelism", upstream);
            return;
        }

        if (Graph.Node(upstream).IsInChain && !EmitsBatches(upstream))
        {
            var chain = _blockOf[upstream];
            if (chain.Accepts(node))
            {
                Join(chain, index);
                return;
            }
        }
        else if (_blocks.FirstOrDefault(block => block.Entry == upstream && !block.First.IsKeyed && block.First.Buffer is null && block.Accepts(node)) is { } sibling)
        {
            Join(sibling, index);
            return;
        }

        Open(index, node.Parallelism > 0 ? BlockPlan.LanesOf(node) : _blockOf[upstream].Lanes, upstream);
    }

    private void Open(int node, string lanes, int entry = -1)
    {
        var block = new BlockPlan(Graph, node, lanes) { Entry = entry };
        _blockOf[node] = block;
        _blocks.Add(block);
    }

    private void Join(BlockPlan chain, int node)
    {
        chain.Add(node);
        _blockOf[node] = chain;
    }

    private void Connect(BlockPlan block)
    {
        if (block.First.Join is { } join)
        {
            Connect(block, Graph.IndexOf(join.Left.From.Text), port: 0);
            Connect(block, Graph.IndexOf(join.Right.From.Text), port: 1);
            return;
        }

        var streams = block.First.Kind == NodeKind.Source ? [] : block.Entry >= 0 ? [block.Entry] : Graph.Upstreams(block.Nodes[0]);
        foreach (var connection in streams.SelectMany(Parts).Select(part => new Connection(_blockOf[part.Node], part.Stream, block)).Distinct())
        {
            connection.From.AddOutput(connection.Stream);
            _connections.Add(connection);
        }
    }

    private void Connect(BlockPlan block, int stream, int port)
    {
        foreach (var connection in Parts(stream).Select(part => new Connection(_blockOf[part.Node], part.Stream, block, port)).Distinct())
        {
            connection.From.AddOutput(connection.Stream);
            _connections.Add(connection);
        }
    }

    private IEnumerable<int> Emitted(int node) =>
        Graph.Takers(node, PortKind.Side).Concat(EmitsBatches(node) ? [node] : []);

    // What it puts out is not at hand in the loop, record for record.
    private bool EmitsBatches(int node) => Graph.Node(node).Operator?.Shape == OperatorShape.FlatMap || Graph.Node(node).Keyed is { HasTimers: true };

    // What a stream is made of: the nodes that put it out, and the node that stands for it at each.
    private IEnumerable<(int Node, int Stream)> Parts(int stream)
    {
        var node = Graph.Node(stream);
        return node.Kind == NodeKind.Union ? Graph.Upstreams(stream).SelectMany(Parts)
            : PipelineGraph.PortOf(node.Kind) != PortKind.Main ? Graph.Upstreams(stream).Select(upstream => (upstream, stream))
            : [(stream, stream)];
    }
}
