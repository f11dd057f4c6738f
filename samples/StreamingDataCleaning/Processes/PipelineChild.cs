using System.Text.Json;

namespace StreamingDataCleaning.Processes;

/// <summary>The process of the sample's pipeline, and what it last said of itself. It can be killed and started again; costs add up over its lives.</summary>
/// <param name="options">How it is started.</param>
/// <param name="onReport">Called with each report, on a thread of the pool.</param>
public sealed class PipelineChild(PipelineOptions options, Action<PipelineReport>? onReport = null) : IAsyncDisposable
{
    private const string Project = "Pipeline";
    private const string Program = "StreamingDataCleaning";
    private TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _process;
    private double _cpuBefore;
    private volatile PipelineReport? _report;

    /// <summary>The last report; null before the first.</summary>
    public PipelineReport? Report => _report;

    /// <summary>Highest working set that any life reported, bytes.</summary>
    public long PeakWorkingSet { get; private set; }

    /// <summary>CPU seconds of all lives.</summary>
    public double CpuSeconds => _cpuBefore + (_report?.CpuSeconds ?? 0);

    /// <summary>Starts it and waits until it reports.</summary>
    /// <exception cref="SampleException">It ended at once.</exception>
    /// <exception cref="TimeoutException">It said nothing for a minute.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        _cpuBefore = CpuSeconds;
        _report = null;
        _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = ChildProcess.Start(
            Project,
            Program,
            options.Directory,
            OnLine,
            "run",
            "--json",
            "--status-interval", options.StatusInterval,
            "--kafka-bootstrap-servers", options.Kafka,
            "--input-topic", options.Topic,
            "--output-path", options.Lake,
            "--window", options.Window,
            "--state", options.State,
            "--checkpoint-interval", options.CheckpointInterval);

        // What fails at start ends without a report.
        var started = _running.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, stop);
        if (await Task.WhenAny(started, _process.EndedAsync(stop)) != started)
        {
            _process.ThrowIfFailed();
            throw new SampleException("The pipeline ended without a report.");
        }

        await started;
    }

    /// <summary>Checks that it runs.</summary>
    /// <exception cref="SampleException">It has failed.</exception>
    public void ThrowIfFailed() => _process!.ThrowIfFailed();

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken stop) => _process!.KillAsync(stop);

    /// <summary>Has it read to the end of the topic, close its windows, commit and stop.</summary>
    /// <exception cref="SampleException">It fails, or takes more than six minutes.</exception>
    public async Task DrainAsync(CancellationToken stop)
    {
        await using var drain = ChildProcess.Start(Project, Program, options.Directory, null, "drain", "--state", options.State, "--timeout", "5m");
        await drain.EndAsync(TimeSpan.FromMinutes(6), stop);
        await _process!.EndAsync(TimeSpan.FromMinutes(1), stop);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void OnLine(string line)
    {
        if (line.StartsWith('{'))
        {
            var said = JsonSerializer.Deserialize(line, ReportJson.Default.PipelineReport)!;
            PeakWorkingSet = Math.Max(PeakWorkingSet, said.PeakWorkingSet);
            _report = said;
            onReport?.Invoke(said);
            _running.TrySetResult();
        }
    }
}
