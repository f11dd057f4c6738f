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
/// A running job graph. It starts at the newest checkpoint, ends with one, and a fault of any node ends it without: what
/// was not committed is read again by the next start.
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
    /// Completes when the job has ended behind a last checkpoint. Faults with <see cref="PipelineFaultException"/>, with <see cref="TimeoutException"/> where
    /// it did not suspend in time, and with <see cref="OperationCanceledException"/> where it was cancelled.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Number of the newest durable checkpoint; 0 where there is none yet.</summary>
    public long LastCheckpoint => _coordinator.LastCheckpoint;

    /// <summary>What the lanes see of this start; set while the job opens.</summary>
    internal JobContext Context { get; private set; } = null!;

    JobContext ICheckpointedJob.Context => Context;

    string ICheckpointedJob.Version => Version;

    CheckpointSettings ICheckpointedJob.Settings => new(Options.CheckpointInterval, Options.CheckpointMinPause, Options.CheckpointTimeout, Options.CheckpointRetention);

    IReadOnlyList<Block> ICheckpointedJob.Blocks => Graph.Blocks;

    /// <summary>Since the last complete checkpoint; since the start before the first.</summary>
    internal TimeSpan CheckpointAge => _coordinator.Age;

    internal string Version { get; }

    internal JobOptions Options { get; }

    // Built before any caller has the job.
    private JobGraph Graph => _graph!;

    /// <summary>How long <see cref="DisposeAsync"/> waits for lanes and connectors in all. What takes longer is left to end in the background.</summary>
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
    /// <param name="build">Puts the graph together.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
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

    /// <summary>What became of the records so far, by node; a moving picture.</summary>
    public IReadOnlyDictionary<string, NodeCounts> Counts() => Graph.Report.Counts();

    /// <summary>The least watermark of the sources; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? Watermark => Graph.Report.Watermark;

    /// <summary>Ids of the sources.</summary>
    public IEnumerable<string> SourceNodes => Graph.Report.SourceNodes;

    /// <summary>Messages that the sources have not read yet; -1 where one of them does not know.</summary>
    public long Lag => Graph.Report.Lag;

    /// <summary>
    /// Records, since the job started, that came before the watermark because their split came from another lane or instance, whose event time was
    /// behind: windows of this one had closed that they belong to.
    /// </summary>
    public long BehindAfterMove => Graph.Report.BehindAfterMove;

    /// <summary>
    /// Sources that cannot read at the moment, and async operators whose places are all held by abandoned calls, by node, and why, as in
    /// <c>nothing fetched for 12 s</c>. Empty where all can go on.
    /// </summary>
    public IReadOnlyDictionary<string, string> StalledSources() => Graph.Report.StalledSources();

    /// <inheritdoc/>
    public PipelineHealth CheckHealth() => JobHealth.Check(this, [.. Graph.Report.Problems], _monitor?.Stalls ?? []);

    /// <summary>Ends the job where it stands, behind a checkpoint: open windows stay open and go on at the next start.</summary>
    /// <param name="timeout">Then it is cancelled.</param>
    /// <exception cref="TimeoutException">It was cancelled: what was not committed is read again.</exception>
    public async Task SuspendAsync(TimeSpan timeout)
    {
        _coordinator.RequestLast();
        try
        {
            await _completion.Task.WaitAsync(timeout, Options.Time);
        }
        catch (TimeoutException)
        {
            // The fault of the job itself: what awaits its completion gets the same reason as the caller.
            End(new TimeoutException(
                $"Pipeline '{Pipeline}' did not suspend within {Duration.ToText(timeout)}. It was cancelled at checkpoint {LastCheckpoint}; what came after is read again at the next start."));

            // Where the job ended at the same moment, its own end counts.
            await _completion.Task;
        }
    }

    /// <summary>Reads what the sources hold now, closes every window, commits and ends; see <see cref="Completion"/>.</summary>
    public void Drain() => Graph.Drain();

    /// <summary>Ends the job at once, without a checkpoint.</summary>
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
        await KeepFailuresAsync();

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

        // A block is named after its first node; the record's fault knows which of them it was.
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

        // Connectors and user code register callbacks on the token. One that throws is part of the fault, and stops nothing of what follows.
        if (CallbackFaults.Cancel(_ended) is { } callback)
        {
            cause = CallbackFaults.Join(Pipeline, cause, callback);
        }

        _graph?.Abandon();
        _completion.TrySetException(cause);

        // A caller may observe it and need not.
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
    private async Task KeepFailuresAsync()
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

        // Before anything else is written: what a start leaves behind carries its attempt, and no other start may share it.
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
            OnMissingState = Options.OnMissingState,
            StartupTimeout = Options.StartupTimeout,
            RecordLimit = Options.RecordLimit,
            Failures = new RecordFailures(identity.RecordFailures),
            Ended = _ended.Token,
        };
        _graph = JobGraph.Build(Context, Options.Parallelism, Options.Buffer, build);

        // A number is given once: sinks know what they have done by it. A connector may ask for a checkpoint while it opens.
        _coordinator.Open(point.Newest, manifest?.Checkpoint ?? 0);
        activity?.SetTag("checkpoint", manifest?.Checkpoint ?? 0).SetTag("attempt", identity.Attempt);
        _logger.Starts(Pipeline, manifest?.Checkpoint ?? 0, Options.Store.Location, identity.Attempt);
        await _graph.OpenAsync(manifest, cancellationToken);
        Run();
    }
}
