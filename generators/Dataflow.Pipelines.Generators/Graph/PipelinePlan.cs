using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;

namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>
/// The job graph of a pipeline without errors: which nodes share a block, and how the blocks are connected. Stateless
/// nodes join the block that feeds them; a key, a second input, a buffer, another number of lanes and a flat map end it.
/// Unions and named outputs have no blocks: their readers are connected to the streams behind them.
/// </summary>
internal sealed class PipelinePlan
{
    /// <summary>C# expression of the number of lanes of keyed nodes.</summary>
    public const string JobLanes = "job.Parallelism";

    private readonly Dictionary<int, BlockPlan> _blockOf = [];
    private readonly List<BlockPlan> _blocks = [];
    private readonly List<Connection> _connections = [];

    private PipelinePlan(PipelineGraph graph)
    {
        Graph = graph;
        foreach (var node in graph.Order.Where(node => !graph.Node(node).Feature.IsRunBound))
        {
            graph.Node(node).Feature.Place(this, node);
        }

        foreach (var block in _blocks)
        {
            Connect(block);
        }

        // A method with an emitter needs an output for it, whether or not the output is read.
        foreach (var node in graph.Order)
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

    /// <summary>The block that a node runs in; for a stream without a block, that of its first upstream.</summary>
    public BlockPlan BlockOf(int node) => _blockOf[node];

    /// <summary>Id of the first node of the block that a node runs in; of a node that is executed in runs its own.</summary>
    public string BlockId(int node) => Graph.Node(node).Feature.IsRunBound ? Graph.Node(node).Id : _blockOf[node].First.Id;

    /// <summary>The nodes that a node feeds inside its own block.</summary>
    public IEnumerable<int> FusedReaders(int node) =>
        Graph.Readers(node).Where(reader => Graph.Node(reader).Feature.IsInLoop && _blockOf[reader] == _blockOf[node] && _blockOf[reader].First != Graph.Node(reader));

    /// <summary>The nodes of a chain that its entry feeds.</summary>
    public IEnumerable<int> Roots(BlockPlan chain) =>
        chain.Entry < 0 ? [chain.Nodes[0]] : chain.Nodes.Where(node => Graph.Upstreams(node).Contains(chain.Entry));

    /// <summary>Whether two nodes run in one block and the edge between them is a call.</summary>
    public bool IsFused(int from, int to) => _blockOf[from] == _blockOf[to];

    /// <summary>Whether the records of a stream must carry their source position: a later node, in another block, can reject them.</summary>
    public bool NeedsPositions(int stream) =>
        _connections.Where(connection => connection.Stream == stream).Any(connection => connection.To.First.Feature.NeedsPositions(this, connection.To));

    /// <summary>Whether a block's records, except rejects, go to a node that needs their positions.</summary>
    public bool OutputsNeedPositions(BlockPlan block) => block.Outputs.Where(output => PortOf(output) != PortKind.Rejects).Any(NeedsPositions);

    /// <summary>Whether the late records of a block, which are passed on unchanged, must carry their source position. A result comes from many records and has no position.</summary>
    public bool LateNeedPositions(BlockPlan block) => block.Outputs.Where(output => PortOf(output) == PortKind.Late).Any(NeedsPositions);

    /// <summary>Begins a block with a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="lanes">Lanes where the node states none.</param>
    /// <param name="entry">The stream that feeds it, where its body is a generated loop.</param>
    public void Open(int node, string lanes, int entry = -1)
    {
        var block = new BlockPlan(Graph, node, Graph.Node(node).Parallelism > 0 ? BlockPlan.LanesOf(Graph.Node(node)) : lanes) { Entry = entry };
        _blockOf[node] = block;
        _blocks.Add(block);
    }

    /// <summary>Begins a block with a node whose records go to lanes by their key, where it has one.</summary>
    public void OpenKeyed(int node) => Open(node, Graph.Node(node).IsKeyed ? JobLanes : "1");

    /// <summary>Makes a node without a block an output of its upstream's block.</summary>
    public void Follow(int node, int upstream) => _blockOf[node] = _blockOf[upstream];

    /// <summary>Puts a node into the loop that feeds it, into a sibling loop with the same input, or into a new loop.</summary>
    public void PlaceInLoop(int index)
    {
        var node = Graph.Node(index);
        var upstream = Graph.Upstreams(index)[0];
        if (node.IsKeyed)
        {
            Open(index, JobLanes, upstream);
            return;
        }

        if (Graph.Node(upstream).Feature.IsInLoop && !EmitsBatches(upstream))
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

        Open(index, _blockOf[upstream].Lanes, upstream);
    }

    private void Join(BlockPlan chain, int node)
    {
        chain.Add(node);
        _blockOf[node] = chain;
    }

    private void Connect(BlockPlan block)
    {
        foreach (var (stream, port) in block.Entry >= 0 ? [(block.Entry, 0)] : block.First.Feature.Inlets(Graph, block.Nodes[0]))
        {
            foreach (var connection in Parts(stream).Select(part => new Connection(_blockOf[part.Node], part.Stream, block, port)).Where(connection => !_connections.Contains(connection)))
            {
                connection.From.AddOutput(connection.Stream);
                _connections.Add(connection);
            }
        }
    }

    private IEnumerable<int> Emitted(int node) =>
        Graph.Takers(node, PortKind.Side).Concat(EmitsBatches(node) ? [node] : []);

    // The loop does not have its output record by record.
    private bool EmitsBatches(int node) => Graph.Node(node).Part is OperatorModel { EmitsBatches: true };

    private PortKind PortOf(int stream) => Graph.Node(stream).Feature.Port;

    // The parts of a stream: the nodes that produce it, each with the node that represents the stream there.
    private IEnumerable<(int Node, int Stream)> Parts(int stream)
    {
        var node = Graph.Node(stream);
        return node.Feature.Unites ? Graph.Upstreams(stream).SelectMany(Parts)
            : node.Feature.Port != PortKind.Main ? Graph.Upstreams(stream).Select(upstream => (upstream, stream))
            : [(stream, stream)];
    }
}
