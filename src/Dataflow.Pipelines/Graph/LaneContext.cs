using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Graph;

/// <summary>Which lane of which vertex a block is, and the outside world that it may use.</summary>
public sealed class LaneContext
{
    private readonly Job job;
    private readonly List<NodeCounters> counters = [];

    internal LaneContext(Job job, Vertex vertex, int lane)
    {
        this.job = job;
        Vertex = vertex;
        Lane = lane;
        Logger = job.Options.LoggerFactory.CreateLogger($"Dataflow.Pipelines.{job.Pipeline}.{vertex.Node}");
    }

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline => job.Pipeline;

    /// <summary>Id of the first node in the block.</summary>
    public string Node => Vertex.Node;

    /// <summary>Index of the lane, from 0.</summary>
    public int Lane { get; }

    /// <summary>Lanes of the vertex.</summary>
    public int Lanes => Vertex.Lanes;

    /// <summary>The clock.</summary>
    public TimeProvider Time => job.Options.Time;

    /// <summary>The log.</summary>
    public ILogger Logger { get; }

    /// <summary>What the lane has counted, node by node.</summary>
    public IReadOnlyList<NodeCounters> Counted => counters;

    internal Vertex Vertex { get; }

    internal Block Block => Vertex.Blocks[Lane];

    internal bool IsSource => Block is ISourceControl;

    internal TaskScheduler Scheduler => job.Options.Scheduler;

    internal JobOptions Options => job.Options;

    /// <summary>The hash of keys, the same in all lanes.</summary>
    internal State.KeyHash Keys => job.Keys;

    internal long Attempt => job.Attempt;

    internal string Instance => job.Instance;

    /// <summary>Whether the job started from a checkpoint.</summary>
    internal bool IsRestored => job.IsRestored;

    /// <summary>Whether the job has gone back to an earlier checkpoint than the newest.</summary>
    internal bool IsFallback => job.IsFallback;

    internal Time.SourceAlignment Alignment => job.Alignment;

    internal ICheckpointStore Store => job.Options.Store;

    /// <summary>Whether the job has failed or was cancelled: messages are dropped unread.</summary>
    internal bool HasEnded => job.HasEnded;

    internal CancellationToken Ended => job.Ended;

    /// <summary>The counters of a node in this lane; called once a node, by the block's constructor.</summary>
    public NodeCounters Counters(string node)
    {
        var added = new NodeCounters(node);
        counters.Add(added);
        return added;
    }

    /// <summary>The batches of a record type in this job.</summary>
    public BatchPool<T> Pool<T>()
        where T : struct, IRecord<T> => job.Pool<T>();

    internal void Fail(Exception fault) => job.Fail(Node, fault);

    internal void RequestCheckpoint() => job.RequestCheckpoint();

    internal void Acknowledge(long checkpoint, Task<BlockSnapshot> snapshot) =>
        job.Acknowledge(checkpoint, this, counters.ConvertAll(static c => (c.Node, c.Read() with { Abandoned = 0 })), snapshot);

    internal void ReportEnded() => job.ReportEnded(this);
}
