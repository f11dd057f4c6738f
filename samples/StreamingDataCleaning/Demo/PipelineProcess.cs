using System.Text.Json;

namespace StreamingDataCleaning.Demo;

/// <summary>The pipeline's process, and what it last said of itself. Costs add up over its lives.</summary>
internal sealed class PipelineProcess(DemoOptions options, string kafka, string directory) : IAsyncDisposable
{
    private readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? process;
    private double cpuBefore;
    private volatile PipelineReport? report;

    public string Lake { get; } = Path.Combine(directory, "lake");

    /// <summary>The last report; null before the first.</summary>
    public PipelineReport? Report => report;

    /// <summary>Highest working set that any life reported, bytes.</summary>
    public long PeakWorkingSet { get; private set; }

    /// <summary>CPU seconds of all lives.</summary>
    public double CpuSeconds => cpuBefore + (report?.CpuSeconds ?? 0);

    private string State => Path.Combine(directory, "state");

    public async Task StartAsync(CancellationToken stop)
    {
        cpuBefore = CpuSeconds;
        report = null;
        process = ChildProcess.Start(
            "Pipeline",
            "StreamingDataCleaning",
            directory,
            OnLine,
            "run",
            "--json",
            "--kafka-bootstrap-servers", kafka,
            "--input-topic", options.Topic,
            "--output-path", Lake,
            "--window", options.Window,
            "--state", State,
            "--checkpoint-interval", "5s");
        var started = process;
        await running.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, stop);
        started.ThrowIfFailed();
    }

    public void ThrowIfFailed() => process!.ThrowIfFailed();

    public Task KillAsync(CancellationToken stop) => process!.KillAsync(stop);

    /// <summary>Has it read to the end of the topic, close its windows, commit and stop.</summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        await using var drain = ChildProcess.Start("Pipeline", "StreamingDataCleaning", directory, null, "drain", "--state", State, "--timeout", "5m");
        await drain.EndAsync(TimeSpan.FromMinutes(6), stop);
        await process!.EndAsync(TimeSpan.FromMinutes(1), stop);
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void OnLine(string line)
    {
        if (line.StartsWith('{'))
        {
            var said = JsonSerializer.Deserialize(line, DemoJson.Default.PipelineReport)!;
            PeakWorkingSet = Math.Max(PeakWorkingSet, said.PeakWorkingSet);
            report = said;
            running.TrySetResult();
        }
    }
}
