using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.State;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The identity of a lane, and the services that its block may use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LaneContext
{
    private readonly List<NodeCounters> _counters = [];

    internal LaneContext(JobContext job, string node, int lane, int lanes)
    {
        Job = job;
        Node = node;
        Lane = lane;
        Lanes = lanes;
        Activity = new LaneActivity(job.Time);
        State = new LaneState(new StateScope { Node = node, Lane = lane, Lanes = lanes, Attempt = job.Attempt, Store = job.Store }, job.StateBackend, job.Ended);
        Logger = job.LoggerFactory.CreateLogger($"Dataflow.Pipelines.{job.Pipeline}.{node}");
    }

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline => Job.Pipeline;

    /// <summary>Id of the first node in the block.</summary>
    public string Node { get; }

    /// <summary>Index of the lane, from 0.</summary>
    public int Lane { get; }

    /// <summary>Lanes of the vertex.</summary>
    public int Lanes { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => Job.Time;

    /// <summary>The log.</summary>
    public ILogger Logger { get; }

    /// <summary>The counters of the lane, one for each node.</summary>
    public IReadOnlyList<NodeCounters> Counted => _counters;

    internal JobContext Job { get; }

    /// <summary>The state of the operator: declared by its constructor.</summary>
    internal LaneState State { get; }

    /// <summary>How the lane spends its time.</summary>
    internal LaneActivity Activity { get; }

    /// <summary>The block of the lane; set by the block's constructor.</summary>
    internal Block Block { get; set; } = null!;

    /// <summary>Whether the job has failed or was cancelled: messages are dropped unread.</summary>
    internal bool HasEnded => Job.Ended.IsCancellationRequested;

    internal CancellationToken Ended => Job.Ended;

    /// <summary>The counters of a node in this lane; called once per node, by the block's constructor.</summary>
    public NodeCounters Counters(string node)
    {
        var added = new NodeCounters(node);
        _counters.Add(added);
        return added;
    }

    /// <summary>What the nodes of the pipeline take from the outputs of runs.</summary>
    /// <typeparam name="T">The type that the generator has written for it.</typeparam>
    /// <exception cref="InvalidOperationException">The job was started without them.</exception>
    public T Inputs<T>()
        where T : class => Job.StreamInputs as T
            ?? throw new InvalidOperationException($"'{Node}' of pipeline '{Pipeline}' takes outputs of runs: its job is started by the control plane, which has them, and not by itself.");

    /// <summary>The batches of a record type in this job.</summary>
    public BatchPool<T> Pool<T>()
        where T : struct, IRecord<T> => Job.Pool<T>();

    internal void Fail(Exception fault) => Job.Control.Fail(Node, fault);

    internal void RequestCheckpoint() => Job.Control.RequestCheckpoint();

    internal void Acknowledge(long checkpoint, Task<BlockSnapshot> snapshot) =>
        Job.Control.Acknowledge(checkpoint, this, _counters.ConvertAll(static c => (c.Node, c.Read() with { Abandoned = 0 })), snapshot);

    internal void ReportEnded() => Job.Control.ReportEnded(this);
}
