using System.Globalization;
using System.Text.Json;
using KafkaToParquet.Contenders;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>A program without the engine, in a further process of this executable.</summary>
internal sealed class LoopContender(Contender contender, ContenderOptions options, string directory, Series series) : ContenderProcess
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _process;

    public override string Name => contender == Contender.Bare ? "the bare loop" : "the hand-written program";

    public override async Task StartAsync(CancellationToken stop)
    {
        _process = ChildProcess.StartAt(
            Environment.ProcessPath!,
            contender.ToString(),
            directory,
            OnLine,
            "contender",
            contender.ToString(),
            "--kafka", options.Kafka,
            "--topic", options.Topic,
            "--partitions", options.Partitions.ToString(CultureInfo.InvariantCulture),
            "--count", options.Count.ToString(CultureInfo.InvariantCulture),
            "--lake", options.Lake);
        await Task.WhenAny(_running.Task, _process.EndedAsync(stop));
        _process.ThrowIfFailed();
    }

    public override void ThrowIfFailed() => _process!.ThrowIfFailed();

    public override Task FinishAsync(CancellationToken stop) => _process!.EndAsync(TimeSpan.FromMinutes(2), stop);

    public override ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void OnLine(string line)
    {
        if (line.StartsWith('{'))
        {
            series.Add(JsonSerializer.Deserialize(line, ReportJson.Default.PipelineReport)!);
            _running.TrySetResult();
        }
    }
}
