using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Blocks under test without the other parts of a job: no checkpoint is taken, and the test sends the barriers, with any number.</summary>
internal sealed class BlockJob : IJobControl, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _completion = new();
    private readonly SingleThreadScheduler _scheduler;
    private readonly JobContext _context;
    private readonly JobGraph _graph;

    public BlockJob(SingleThreadScheduler scheduler, TimeProvider time, Action<JobBuilder> build)
    {
        _scheduler = scheduler;
        var secret = KeySecret.Create(new SeededBytes(1));
        _context = new JobContext
        {
            Control = this,
            Pipeline = "rig",
            Attempt = 1,
            Instance = "test",
            IsRestored = false,
            IsFallback = false,
            KeySecret = secret,
            Keys = new KeyHash(secret),
            Store = new SimulatedCheckpointStore(),
            StateBackend = new MemoryStateBackend(),
            Time = time,
            Scheduler = scheduler,
            LoggerFactory = NullLoggerFactory.Instance,
            OnMissingState = MissingState.Refuse,
            StartupTimeout = TimeSpan.FromSeconds(10),
            RecordLimit = 1 << 20,
            Ended = _ended.Token,
        };
        _graph = JobGraph.Build(_context, parallelism: 1, new EdgeBuffer(8), build);
        _scheduler.RunUntil(_scheduler.Start(() => _graph.OpenAsync(manifest: null, CancellationToken.None)), "the blocks' opening");
        _graph.Start();
        _scheduler.RunUntilIdle();
    }

    /// <summary>Faults when a block fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>All lanes.</summary>
    public IReadOnlyList<Block> Blocks => _graph.Blocks;

    public JobReport Report => _graph.Report;

    /// <summary>Numbers of the checkpoints whose barriers have passed, by node, in order.</summary>
    public List<(string Node, long Checkpoint)> Acknowledged { get; } = [];

    public void Cancel() => End(new OperationCanceledException("The test has cancelled it."));

    public void Dispose()
    {
        Cancel();
        _scheduler.RunUntil(_scheduler.Start(() => _graph.CloseAsync(TimeSpan.FromSeconds(30), NullLogger.Instance)), "the blocks' disposal");
        _ended.Dispose();
    }

    /// <summary>Batches that a block still holds.</summary>
    public int Outstanding<T>()
        where T : struct, IRecord<T> => _context.Pool<T>().Outstanding;

    void IJobControl.Fail(string node, Exception cause) => End(cause as PipelineFaultException ?? new PipelineFaultException("rig", node, cause));

    void IJobControl.RequestCheckpoint()
    {
    }

    void IJobControl.Acknowledge(long checkpoint, LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot) =>
        Acknowledged.Add((lane.Node, checkpoint));

    void IJobControl.ReportEnded(LaneContext lane)
    {
    }

    private void End(Exception cause)
    {
        if (_completion.TrySetException(cause))
        {
            _ = _completion.Task.Exception;
            _ended.Cancel();
            _graph.Abandon();
        }
    }
}
