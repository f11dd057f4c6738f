using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Syntax;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Testing.Connectors;
using Dataflow.Pipelines.Testing.Simulation;

namespace Dataflow.Pipelines.Testing;

/// <summary>
/// A pipeline under test. It does not run by itself: each method that changes something runs the pipeline until it is idle,
/// so all results are available afterwards. Not thread-safe.
/// </summary>
/// <typeparam name="TPipeline">The pipeline class.</typeparam>
public sealed class PipelineTest<TPipeline> : IDisposable
    where TPipeline : class, IPipeline<TPipeline>
{
    private readonly TPipeline _pipeline;
    private readonly PipelineTestOptions _options;
    private readonly VirtualTime _time;
    private readonly MemoryDisk _disk = new();
    private readonly TestConnectors _connectors;
    private SingleThreadScheduler _scheduler;
    private Job? _job;
    private int _lives;
    private bool _hasFailed;

    internal PipelineTest(TPipeline pipeline, PipelineTestOptions options)
    {
        _pipeline = pipeline;
        _options = options;
        _time = new VirtualTime(options.Start);
        _scheduler = new SingleThreadScheduler(options.Seed);
        _connectors = new TestConnectors(options, Run);
    }

    /// <summary>The virtual clock.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The lowest watermark of the sources; <see langword="null"/> before the first one.</summary>
    public DateTimeOffset? Watermark => Running.Watermark;

    /// <summary>Number of the newest durable checkpoint; 0 before the first one.</summary>
    public long LastCheckpoint => Running.LastCheckpoint;

    private Job Running => _job ?? throw new InvalidOperationException("The pipeline has ended: start another test, or read the outputs, which remain available.");

    /// <summary>A source, to push records into.</summary>
    /// <param name="source">Name of the property, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such source of this record type.</exception>
    public TestSource<T> Source<T>(string source)
        where T : struct, IRecord<T> => _connectors.Source<T>(IdOf(source, NodeKind.Source));

    /// <summary>The records that a sink has received, in order, without those that a crash has undone.</summary>
    /// <param name="sink">Name of the property, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such sink of this record type.</exception>
    public IReadOnlyList<T> Output<T>(string sink)
        where T : struct, IRecord<T> => _connectors.Sink<T>(IdOf(sink, NodeKind.Sink)).Written;

    /// <summary>The records that a sink has made visible: those that a durable checkpoint covers.</summary>
    /// <param name="sink">Name of the property, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such sink of this record type.</exception>
    public IReadOnlyList<T> Committed<T>(string sink)
        where T : struct, IRecord<T> => _connectors.Sink<T>(IdOf(sink, NodeKind.Sink)).Committed;

    /// <summary>The record counts of a node.</summary>
    /// <param name="node">Name of its member, by <c>nameof</c>, or its id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public NodeCounts Counts(string node) => _lastCounts().GetValueOrDefault(IdOf(node, null));

    /// <summary>Advances the clock; timers that become due on the way fire at their own times.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        _time.Advance(by, _scheduler.RunUntilIdle);
        Run();
    }

    /// <summary>Takes a checkpoint.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Checkpoint()
    {
        Running.RequestCheckpoint();
        Run();
    }

    /// <summary>Reads the sources to their ends, closes every window, commits and ends the pipeline. The outputs and counts remain available.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Drain()
    {
        Running.Drain();
        _scheduler.RunUntil(Running.Completion, "the end of the drained pipeline");
        End();
    }

    /// <summary>Suspends the pipeline after a checkpoint and restarts it, optionally with another number of lanes.</summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Restart(int? parallelism = null)
    {
        _scheduler.RunUntil(_scheduler.Start(() => Running.SuspendAsync(TimeSpan.FromHours(1))), "the suspended pipeline's end");
        Stop();
        Start(parallelism);
    }

    /// <summary>
    /// Simulates a crash and restarts from the newest checkpoint, optionally with another number of lanes: records that no checkpoint covers are
    /// removed from the outputs and read again. Also restarts a failed pipeline.
    /// </summary>
    /// <exception cref="PipelineFaultException">The pipeline has failed.</exception>
    public void Crash(int? parallelism = null)
    {
        if (_hasFailed)
        {
            _hasFailed = false;
        }
        else
        {
            Running.Cancel();
            Stop();
        }

        Start(parallelism);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_job is not null)
        {
            Running.Cancel();
            Stop();
        }
    }

    internal void Start(int? parallelism = null)
    {
        _lives++;
        _connectors.Restart();
        _scheduler = new SingleThreadScheduler(_options.Seed + _lives);
        var starting = _scheduler.Start(() => Job.StartAsync(_pipeline, new JobOptions
        {
            Store = new MemoryCheckpointStore(_disk),
            Time = _time,
            Random = new SeededBytes(_options.Seed + _lives),
            Scheduler = _scheduler,
            Parallelism = parallelism ?? _options.Parallelism,
            CheckpointInterval = _options.CheckpointInterval ?? TPipeline.Descriptor.CheckpointInterval ?? TimeSpan.FromMinutes(1),
            CheckpointMinPause = TimeSpan.Zero,
            Connectors = _connectors,
        }));
        _scheduler.RunUntil(starting, "the pipeline's start");
        _job = starting.GetAwaiter().GetResult();
        _lastCounts = _job.Counts;
        Run();
    }

    private Func<IReadOnlyDictionary<string, NodeCounts>> _lastCounts = static () => new Dictionary<string, NodeCounts>();

    private void Run()
    {
        _scheduler.RunUntilIdle();
        if (Running.Completion.IsFaulted)
        {
            End();
        }
    }

    // A fault of the pipeline is thrown to the test.
    private void End()
    {
        var ended = Running.Completion;
        _hasFailed = ended.IsFaulted;
        Stop();
        ended.GetAwaiter().GetResult();
    }

    private void Stop()
    {
        var stopped = Running;
        var counts = stopped.Counts();
        _lastCounts = () => counts;
        _scheduler.RunUntil(_scheduler.Start(async () => await stopped.DisposeAsync()), "the pipeline's disposal");
        _job = null;
    }

    private static string IdOf(string name, NodeKind? kind)
    {
        var nodes = TPipeline.Descriptor.Nodes.Where(n => kind is null || n.Kind == kind).ToArray();
        return Array.Find(nodes, n => n.Member == name || n.Id == name)?.Id
            ?? throw new ArgumentException($"'{name}' is no {kind?.ToString().ToLowerInvariant() ?? "node"} of '{TPipeline.Descriptor.Id}'. " + (
                NearestName.Find(name, [.. nodes.Select(static n => n.Member)]) is { } nearest ? $"Did you mean '{nearest}'?"
                : $"It has {string.Join(", ", nodes.Select(static n => n.Member))}."));
    }
}
