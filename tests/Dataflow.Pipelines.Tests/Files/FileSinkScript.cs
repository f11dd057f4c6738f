using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Tests.Files;

/// <summary>
/// A file sink that is fed and committed as by the engine, over files that outlive it. <c>w</c> steps write clicks at
/// those seconds, <c>t</c> steps move the watermark, <c>c</c> steps take a checkpoint.
/// </summary>
internal sealed class FileSinkScript(string script, MemoryFiles files, TimeSpan? rollOn, int maxOpenFiles = 8, string instance = "aaaa0000", MissingState onMissingState = MissingState.Refuse)
{
    private readonly string[] _steps = script.Split(' ');
    private readonly BatchPool<Click> _pool = new();
    private ReadOnlyMemory<byte>? _saved;
    private int _savedStep;
    private int _attempt;

    public NodeCounters Counters { get; } = new("lake");

    public int Requests { get; private set; }

    public ReadOnlyMemory<byte>? Saved => _saved;

    /// <summary>Runs the steps after the last checkpoint; stops when the process dies.</summary>
    public void Run(SimulatedProcess process)
    {
        var scheduler = new SingleThreadScheduler(1);
        var running = scheduler.Start(() => RunAsync(process));
        scheduler.RunUntil(running, "the script's end");
        if (!process.IsDead)
        {
            running.GetAwaiter().GetResult();
        }

        Assert.Equal(0, _pool.Outstanding);
    }

    private async Task RunAsync(SimulatedProcess process)
    {
        var writer = await new FileLake(files, process, maxOpenFiles).OpenAsync(Context(), CancellationToken.None);
        await using (writer)
        {
            await writer.RecoverAsync(_saved is { } state ? [state] : [], CancellationToken.None);
            var checkpoint = _savedStep;
            for (var step = _savedStep; step < _steps.Length; step++)
            {
                var argument = _steps[step][1..];
                switch (_steps[step][0])
                {
                    case 'w':
                        await WriteAsync(writer, step, argument);
                        break;
                    case 't':
                        await writer.OnWatermarkAsync(argument == "end" ? long.MaxValue : Ticks(argument), CancellationToken.None);
                        break;
                    default:
                        var prepared = await writer.PrepareAsync(++checkpoint);
                        var next = step + 1;
                        process.Do("manifest", () => (_saved, _savedStep) = (prepared, next));
                        await writer.CommitAsync(checkpoint, prepared, CancellationToken.None);
                        break;
                }
            }
        }
    }

    private async ValueTask WriteAsync(ISinkWriter<Click> writer, int step, string seconds)
    {
        var batch = _pool.Rent();
        foreach (var second in seconds.Split(','))
        {
            var number = (step * 1000) + batch.Count;
            batch.Records[batch.Count] = ClickInput.Click(number, int.Parse(second, System.Globalization.CultureInfo.InvariantCulture));
            batch.Times[batch.Count++] = Ticks(second);
        }

        try
        {
            await writer.WriteAsync(batch, CancellationToken.None);
        }
        finally
        {
            batch.Release();
        }
    }

    private static long Ticks(string seconds) =>
        ClickInput.Start.AddSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)).UtcTicks;

    private SinkContext Context() => new()
    {
        Pipeline = "clicks",
        Node = "lake",
        Lane = 0,
        Instance = instance,
        Attempt = ++_attempt,
        IsRestored = _saved is not null,
        OnMissingState = onMissingState,
        RollOn = rollOn,
        Counters = Counters,
        RequestCheckpoint = () => Requests++,
        Fail = static fault => Assert.Fail(fault.Message),
        Time = TimeProvider.System,
        Logger = NullLogger.Instance,
    };
}
