using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Builds a job graph; called by generated code, upstream blocks before downstream ones.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JobBuilder
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<(Vertex From, Action Connect)> _connections = [];
    private readonly JobContext _job;
    private readonly EdgeBuffer _buffer;

    /// <param name="job">The job that the lanes will belong to.</param>
    /// <param name="parallelism">Default number of lanes of a keyed node.</param>
    /// <param name="buffer">The default buffer of an edge.</param>
    internal JobBuilder(JobContext job, int parallelism, EdgeBuffer buffer)
    {
        _job = job;
        _buffer = buffer;
        Parallelism = parallelism;
    }

    /// <summary>Default number of lanes of a keyed node.</summary>
    public int Parallelism { get; }

    internal IReadOnlyList<Vertex> Vertices => _vertices;

    /// <summary>Adds a block.</summary>
    /// <param name="node">Id of its first node.</param>
    /// <param name="lanes">At least 1, at most 128.</param>
    /// <param name="create">Creates one lane of it.</param>
    public Vertex Add(string node, int lanes, Func<LaneContext, Block> create)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lanes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lanes, KeyGroups.Count);
        var vertex = new Vertex(node, lanes, create);
        _vertices.Add(vertex);
        return vertex;
    }

    /// <summary>
    /// Connects an output to a block: lane to lane where both have the same number, else all lanes to a single one, else batches to the lanes in turn.
    /// </summary>
    /// <param name="from">The block upstream.</param>
    /// <param name="output">Index of the output, in the order of the constructor.</param>
    /// <param name="to">The block downstream.</param>
    /// <param name="buffer">The buffer of the edge; <see langword="null"/>: the default.</param>
    public void Connect<T>(Vertex from, int output, Vertex to, EdgeBuffer? buffer = null)
        where T : struct, IRecord<T> => Connect(from, () =>
    {
        var size = buffer ?? _buffer;
        for (var lane = 0; lane < from.Lanes; lane++)
        {
            var source = from.OutputOf<T>(lane, output);
            if (to.Lanes == from.Lanes || to.Lanes == 1)
            {
                source.Add(new ForwardRoute<T>(to.Blocks[to.Lanes == 1 ? 0 : lane].AddInput(size, from.Blocks[lane].Lane)));
            }
            else
            {
                source.Add(new RebalanceRoute<T>(EdgesTo(from.Blocks[lane], to, size), lane % to.Lanes));
            }
        }
    });

    /// <summary>Connects an output to a keyed block: each record to the lane that owns its key.</summary>
    /// <param name="from">The block upstream.</param>
    /// <param name="output">Index of the output, in the order of the constructor.</param>
    /// <param name="to">The block downstream.</param>
    /// <param name="buffer">The buffer of the edge; <see langword="null"/>: the default.</param>
    /// <param name="port">Index of the input of a block with several: of a join 0 is the left and 1 the right one.</param>
    public void ConnectByKey<T, TKey>(Vertex from, int output, Vertex to, EdgeBuffer? buffer = null, int port = 0)
        where T : struct, IRecord<T>
        where TKey : struct, IKeySelector<T> => Connect(from, () =>
    {
        for (var lane = 0; lane < from.Lanes; lane++)
        {
            from.OutputOf<T>(lane, output).Add(new KeyedRoute<T, TKey>(EdgesTo(from.Blocks[lane], to, buffer ?? _buffer, port), _job.Pool<T>(), _job.Keys));
        }
    });

    /// <param name="nodes">The first nodes of the blocks to build, of parts of the graph that are connected with no other; null: all.</param>
    internal void Build(IReadOnlySet<string>? nodes = null)
    {
        if (nodes is not null)
        {
            _vertices.RemoveAll(vertex => !nodes.Contains(vertex.Node));
            _connections.RemoveAll(connection => !nodes.Contains(connection.From.Node));
        }

        foreach (var vertex in _vertices)
        {
            vertex.CreateLanes(_job);
        }

        foreach (var (_, connect) in _connections)
        {
            connect();
        }
    }

    private void Connect(Vertex from, Action connect) => _connections.Add((from, connect));

    private static Edge[] EdgesTo(Block from, Vertex to, EdgeBuffer size, int port = 0) =>
        Array.ConvertAll(to.Blocks, b => b.AddInput(size, from.Lane, port));
}
