using System.Diagnostics;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Jobs;

/// <summary>
/// A running job graph. It starts from the newest checkpoint, ends with one, and a fault of any node ends it without: records
/// that were not committed are read again by the next start.
/// </summary>
public sealed class Job : IAsyncDisposable, IPipelineHealth, IJobControl, ICheckpointedJob
{
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManifestStore _manifests;
    private readonly IdentityStore _identities;
    private readonly CheckpointCoordinator _coordinator;
    private readonly ILogger _logger;
    private JobGraph? _graph;
    private JobMonitor? _monitor;
    private IAsyncDisposable? _storeLock;
    private JobIdentity? _identity;
    private Exception? _fault;
    private bool _isDisposed;

    private Job(string pipeline, string version, JobOptions options)
    {
        Pipeline = pipeline;
        Version = version;
        Options = options;
        _logger = options.LoggerFactory.CreateLogger($"Dataflow.Pipelines.{pipeline}");
        _manifests = new ManifestStore(options.Store, _logger);
        _identities = new IdentityStore(options.Store, pipeline);
        _coordinator = new CheckpointCoordinator(this, _manifests, _logger);
    }

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline { get; }

    /// <summary>
    /// Completes when the job has ended after a last checkpoint. Faults with <see cref="PipelineFaultException"/>, with <see cref="TimeoutException"/> where
    /// it did not suspend in time, and with <see cref="OperationCanceledException"/> where it was cancelled.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Number of the newest durable checkpoint; 0 where there is none yet.</summary>
    public long LastCheckpoint => _coordinator.LastCheckpoint;

    /// <summary>The context of this attempt for the lanes; set while the job opens.</summary>
    internal JobContext Context { get; private set; } = null!;

    JobContext ICheckpointedJob.Context => Context;

    string ICheckpointedJob.Version => Version;

    CheckpointSettings ICheckpointedJob.Settings => new(Options.CheckpointInterval, Options.CheckpointMinPause, Options.CheckpointTimeout, Options.CheckpointRetention);

    IReadOnlyList<Block> ICheckpointedJob.Blocks => Graph.Blocks;

    /// <summary>Time since the last complete checkpoint; since the start before the first.</summary>
    internal TimeSpan CheckpointAge => _coordinator.Age;

    internal string Version { get; }

    internal JobOptions Options { get; }

    // Built before any caller has the job.
    private JobGraph Graph => _graph!;

    /// <summary>How long <see cref="DisposeAsync"/> waits for all lanes and connectors together. Those that take longer end in the background.</summary>
    internal TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    private bool HasEnded => _ended.IsCancellationRequested;

    /// <summary>Starts a job of a pipeline object.</summary>
    /// <exception cref="PipelineFaultException">A node could not be opened.</exception>
    /// <exception cref="CheckpointException">The checkpoints cannot be used.</exception>
    public static Task<Job> StartAsync<TPipeline>(TPipeline pipeline, JobOptions options)
        where TPipeline : class, IPipeline<TPipeline> => StartAsync(pipeline, options, CancellationToken.None);

    /// <summary>Starts a job of a pipeline object: builds its graph, restores it from the newest checkpoint, opens its connectors and runs it.</summary>
    /// <param name="pipeline">The object, with its inputs.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="PipelineFaultException">A node could not be opened.</exception>
    /// <exception cref="CheckpointException">The checkpoints cannot be used.</exception>
    public static Task<Job> StartAsync<TPipeline>(TPipeline pipeline, JobOptions options, CancellationToken cancellationToken)
        where TPipeline : class, IPipeline<TPipeline> =>
        StartAsync(TPipeline.Descriptor.Id, TPipeline.Descriptor.Version, job => TPipeline.Build(pipeline, job), options, cancellationToken);

    /// <summary>Builds the graph, restores it from the newest checkpoint, opens its connectors and starts it.</summary>
    /// <param name="pipeline">Id of the pipeline.</param>
    /// <param name="version">Version of the pipeline.</param>
    /// <param name="build">Builds the graph.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<Job> StartAsync(
        string pipeline, string version, Action<JobBuilder> build, JobOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(options);
        JobOptionsCheck.Check(options);
        var job = new Job(pipeline, version, options);
        try
        {
            await job.OpenAsync(build, cancellationToken);
            return job;
        }
        catch
        {
            await job.DisposeAsync();
            throw;
        }
    }

    /// <summary>The record counts so far, by node; they change while the job runs.</summary>
    public IReadOnlyDictionary<string, NodeCounts> Counts() => Graph.Report.Counts();

    /// <summary>Its values; <see langword="null"/> before it runs.</summary>
    internal IMeasuredJob? Measures => _monitor?.Measures;

    /// <summary>The lowest watermark of the sources; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? Watermark => Graph.Report.Watermark;

    /// <summary>Ids of the sources.</summary>
    public IEnumerable<string> SourceNodes => Graph.Report.SourceNodes;

    /// <summary>Messages that the sources have not read yet; -1 where one of the numbers is unknown.</summary>
    public long Lag => Graph.Report.Lag;

    /// <summary>
    /// Records, since the job started, that were behind the watermark because their split was moved from another lane or instance, whose event time was
    /// behind: windows of this one that they belong to had already closed.
    /// </summary>
    public long BehindAfterMove => Graph.Report.BehindAfterMove;

    /// <summary>
    /// The nodes that cannot continue at the moment, each with the reason, such as <c>nothing fetched for 12 s</c>: sources that cannot read, and async
    /// operators whose places are all held by abandoned calls. Empty where there are none.
    /// </summary>
    public IReadOnlyDictionary<string, string> StalledSources() => Graph.Report.StalledSources();

    /// <inheritdoc/>
    public PipelineHealth CheckHealth() => JobHealth.Check(this, [.. Graph.Report.Problems], _monitor?.Stalls ?? []);

    /// <summary>Ends the job after a last checkpoint: open windows stay open and continue at the next start.</summary>
    /// <param name="timeout">Time after which it is cancelled.</param>
    /// <exception cref="TimeoutException">It was cancelled: the records that were not committed are read again.</exception>
    public async Task SuspendAsync(TimeSpan timeout)
    {
        _coordinator.RequestLast();
        try
        {
            await _completion.Task.WaitAsync(timeout, Options.Time);
        }
        catch (TimeoutException)
        {
            // The fault of the job itself: code that awaits its completion receives the same reason as the caller.
            End(new TimeoutException(
                $"Pipeline '{Pipeline}' did not suspend within {Duration.ToText(timeout)}. " +
                $"It was cancelled at checkpoint {LastCheckpoint}; the records after it are read again at the next start."));

            // Where the job ended at the same moment, its own end counts.
            await _completion.Task;
        }
    }

    /// <summary>Reads the sources to the current end of their data, closes every window, commits and ends; see <see cref="Completion"/>.</summary>
    public void Drain() => Graph.Drain();

    /// <summary>Ends the job immediately, without a checkpoint.</summary>
    public void Cancel() => End(new OperationCanceledException($"Pipeline '{Pipeline}' was cancelled."));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A container and the caller that started the job may both dispose of it.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        if (!HasEnded)
        {
            Cancel();
        }

        await _coordinator.StopAsync();
        if (_graph is not null)
        {
            await _graph.CloseAsync(CloseTimeout, _logger);
        }

        _monitor?.Dispose();
        await StoreFailuresAsync();

        if (_storeLock is not null)
        {
            await _storeLock.DisposeAsync();
            _storeLock = null;
        }
    }

    void IJobControl.Fail(string node, Exception cause)
    {
        if (cause is PipelineFaultException known)
        {
            End(known);
            return;
        }

        // A block is named after its first node; the fault of a record names the one that threw.
        End(new PipelineFaultException(Pipeline, (cause as RecordFaultException)?.Node ?? node, cause));
    }

    internal void RequestCheckpoint() => _coordinator.Request();

    void IJobControl.RequestCheckpoint() => RequestCheckpoint();

    void IJobControl.Acknowledge(long checkpoint, LaneContext lane, IReadOnlyList<(string Node, NodeCounts Counts)> counts, Task<BlockSnapshot> snapshot) =>
        _coordinator.Acknowledge(checkpoint, lane, counts, snapshot);

    void IJobControl.ReportEnded(LaneContext lane) => _coordinator.ReportEnded(lane);

    async Task ICheckpointedJob.EndGracefullyAsync()
    {
        await Graph.EndAsync();
        _completion.TrySetResult();
    }

    private void End(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _fault, cause, null) is not null || _completion.Task.IsCompleted)
        {
            return;
        }

        if (cause is PipelineFaultException known)
        {
            _logger.Faulted(known.InnerException!, Pipeline, known.Node);
        }

        // Connectors and user code register callbacks on the token. The exception of one is part of the fault, and the steps below still run.
        if (CallbackFaults.Cancel(_ended) is { } callback)
        {
            cause = CallbackFaults.Join(Pipeline, cause, callback);
        }

        _graph?.Abandon();
        _completion.TrySetException(cause);

        // Marks it as observed: a caller need not observe it.
        _ = _completion.Task.Exception;
    }

    // Lanes and checkpoints do not belong to the activity that started the job: user code in them would be traced under it indefinitely.
    private void Run()
    {
        var starter = Activity.Current;
        Activity.Current = null;
        Graph.Start();
        _coordinator.Start();
        _monitor = new JobMonitor(this, Graph.Blocks, _logger);
        Activity.Current = starter;
    }

    // For the next start. Where the counts cannot be written, a record may fail the job more often than RejectAfter allows.
    private async Task StoreFailuresAsync()
    {
        if (Context?.Failures.Changed is not { } failures)
        {
            return;
        }

        try
        {
            await _identities.WriteAsync(_identity! with { RecordFailures = failures }, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CheckpointException)
        {
            _logger.FailuresNotKept(Pipeline, fault.Message);
        }
    }

    private async Task OpenAsync(Action<JobBuilder> build, CancellationToken cancellationToken)
    {
        using var activity = PipelineTelemetry.Activities.StartActivity("dataflow.job.start")?.SetTag("pipeline", Pipeline);
        _storeLock = Options.IsStoreLocked ? null : await Options.Store.LockAsync(cancellationToken);
        var known = await _identities.ReadAsync(cancellationToken);
        var point = await _manifests.OpenAsync(new RestoreRequest(Pipeline, known?.Instance, Options.AllowFallback, Options.FromCheckpoint), cancellationToken);
        var manifest = point.Manifest;
        if (known is null && manifest is not null)
        {
            _logger.IdentityLost(Options.Store.Location);
        }

        // Before anything else is written: all that a start writes carries its attempt, which no other start may share.
        var identity = _identity = await _identities.StartAsync(known, point.HighestAttempt, Options.Random, cancellationToken);
        await _manifests.CleanAsync(point, cancellationToken);
        var secret = manifest?.KeySecret ?? KeySecret.Create(Options.Random);
        Context = new JobContext
        {
            Control = this,
            Pipeline = Pipeline,
            Attempt = identity.Attempt,
            Instance = identity.Instance,
            IsRestored = manifest is not null,
            IsFallback = point.IsFallback,
            KeySecret = secret,
            Keys = new KeyHash(secret),
            Store = Options.Store,
            StateBackend = Options.StateBackend,
            Time = Options.Time,
            Scheduler = Options.Scheduler,
            LoggerFactory = Options.LoggerFactory,
            Connectors = Options.Connectors,
            StreamInputs = Options.StreamInputs,
            OnMissingState = Options.OnMissingState,
            StartupTimeout = Options.StartupTimeout,
            RecordLimit = Options.RecordLimit,
            Failures = new RecordFailures(identity.RecordFailures),
            Ended = _ended.Token,
        };
        _graph = JobGraph.Build(Context, Options.Parallelism, Options.Buffer, build, Options.Nodes);

        // A number is given once: sinks identify their commits by it. A connector may request a checkpoint while it opens.
        _coordinator.Open(point.Newest, manifest?.Checkpoint ?? 0);
        activity?.SetTag("checkpoint", manifest?.Checkpoint ?? 0).SetTag("attempt", identity.Attempt);
        _logger.Starts(Pipeline, manifest?.Checkpoint ?? 0, Options.Store.Location, identity.Attempt);
        await _graph.OpenAsync(manifest, cancellationToken);
        Run();
    }
}
