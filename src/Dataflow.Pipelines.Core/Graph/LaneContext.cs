using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Which lane of which vertex a block is, and the outside world that it may use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LaneContext
{
    private readonly Job _job;
    private readonly List<NodeCounters> _counters = [];

    internal LaneContext(Job job, Vertex vertex, int lane)
    {
        _job = job;
        Vertex = vertex;
        Lane = lane;
        State = new LaneState(
            new StateScope { Node = vertex.Node, Lane = lane, Lanes = vertex.Lanes, Attempt = job.Attempt, Store = job.Options.Store },
            job.Options.StateBackend,
            job.Ended);
        Logger = job.Options.LoggerFactory.CreateLogger($"Dataflow.Pipelines.{job.Pipeline}.{vertex.Node}");
    }

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline => _job.Pipeline;

    /// <summary>Id of the first node in the block.</summary>
    public string Node => Vertex.Node;

    /// <summary>Index of the lane, from 0.</summary>
    public int Lane { get; }

    /// <summary>Lanes of the vertex.</summary>
    public int Lanes => Vertex.Lanes;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _job.Options.Time;

    /// <summary>The log.</summary>
    public ILogger Logger { get; }

    /// <summary>What the lane has counted, node by node.</summary>
    public IReadOnlyList<NodeCounters> Counted => _counters;

    internal Vertex Vertex { get; }

    /// <summary>What the operator keeps: declared by its constructor.</summary>
    internal LaneState State { get; }

    internal Block Block => Vertex.Blocks[Lane];

    internal bool IsSource => Block is ISourceControl;

    internal TaskScheduler Scheduler => _job.Options.Scheduler;

    internal JobOptions Options => _job.Options;

    /// <summary>The hash of keys, the same in all lanes.</summary>
    internal KeyHash Keys => _job.Keys;

    internal long Attempt => _job.Attempt;

    internal string Instance => _job.Instance;

    /// <summary>Whether the job started from a checkpoint.</summary>
    internal bool IsRestored => _job.IsRestored;

    /// <summary>Whether the job has gone back to an earlier checkpoint than the newest.</summary>
    internal bool IsFallback => _job.IsFallback;

    internal Time.SourceAlignment Alignment => _job.Alignment;

    internal ICheckpointStore Store => _job.Options.Store;

    /// <summary>Whether the job has failed or was cancelled: messages are dropped unread.</summary>
    internal bool HasEnded => _job.HasEnded;

    internal CancellationToken Ended => _job.Ended;

    /// <summary>The counters of a node in this lane; called once a node, by the block's constructor.</summary>
    public NodeCounters Counters(string node)
    {
        var added = new NodeCounters(node);
        _counters.Add(added);
        return added;
    }

    /// <summary>The batches of a record type in this job.</summary>
    public BatchPool<T> Pool<T>()
        where T : struct, IRecord<T> => _job.Pool<T>();

    internal void Fail(Exception fault) => _job.Fail(Node, fault);

    internal void RequestCheckpoint() => _job.RequestCheckpoint();

    internal void Acknowledge(long checkpoint, Task<BlockSnapshot> snapshot) =>
        _job.Acknowledge(checkpoint, this, _counters.ConvertAll(static c => (c.Node, c.Read() with { Abandoned = 0 })), snapshot);

    internal void ReportEnded() => _job.ReportEnded(this);
}
