using System.Text.Json;

namespace StreamingDataCleaning.Processes;

/// <summary>The process of the sample's pipeline, with its last report. It can be killed and restarted; its resource use is summed over restarts.</summary>
/// <param name="options">The options for its start.</param>
/// <param name="onReport">Called with each report, on a pool thread.</param>
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

    /// <summary>Highest reported working set over all restarts, bytes.</summary>
    public long PeakWorkingSet { get; private set; }

    /// <summary>CPU seconds over all restarts.</summary>
    public double CpuSeconds => _cpuBefore + (_report?.CpuSeconds ?? 0);

    /// <summary>Starts it and waits until it reports.</summary>
    /// <exception cref="SampleException">It ended without a report.</exception>
    /// <exception cref="TimeoutException">It did not report for a minute.</exception>
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

        // A pipeline that fails at start ends without a report.
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

    /// <summary>Sends SIGKILL.</summary>
    public Task KillAsync(CancellationToken stop) => _process!.KillAsync(stop);

    /// <summary>Drains it: it reads to the end of the topic, closes its windows, commits and stops.</summary>
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
