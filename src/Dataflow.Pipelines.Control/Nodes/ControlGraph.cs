using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The control plane of a pipeline class, as the generator compiles it. Immutable.</summary>
/// <param name="pipeline">The pipeline's id.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ControlGraph(string pipeline)
{
    /// <summary>The pool of nodes that name none.</summary>
    public const string DefaultPool = "default";

    /// <summary>The pipeline's id.</summary>
    public string Pipeline { get; } = pipeline;

    /// <summary>In the order of the class.</summary>
    public IReadOnlyList<ControlNode> Nodes { get; init; } = [];

    /// <summary>The stream nodes, by the graph that they belong to.</summary>
    public IReadOnlyList<StreamGraph> Streams { get; init; } = [];

    /// <summary>The events that triggers name.</summary>
    public IReadOnlyList<ControlEvent> Events { get; init; } = [];

    /// <summary>Slots of the pools, by name. A pool that is not in it has <see cref="DefaultSlots"/>.</summary>
    public IReadOnlyDictionary<string, int> Pools { get; init; } = new Dictionary<string, int>();

    /// <summary>Executions of a pool that run at a time, where the pool has no number of its own.</summary>
    public int DefaultSlots { get; init; } = 16;

    /// <summary>Runs that are active at a time, for each node that opens them; a run that only waits for approvals does not count.</summary>
    public int MaxActiveRuns { get; init; } = 1;

    /// <summary>Runs that wait for others to end, for each node that opens them. A firing beyond is recorded as a skipped run.</summary>
    public int MaxQueuedRuns { get; init; } = 1000;

    /// <summary>Which missed firings of schedules are fired after a downtime.</summary>
    public CatchUp CatchUp { get; init; } = CatchUp.Latest;

    /// <summary>Creates the object that holds the outputs of a run.</summary>
    public required Func<NodeOutputs> CreateOutputs { get; init; }

    /// <summary>Index of the stream graph that a node leads.</summary>
    /// <param name="lead">Index of its first node.</param>
    internal int FindStream(int lead) => Enumerable.Range(0, Streams.Count).First(index => Streams[index].Lead == lead);
}
