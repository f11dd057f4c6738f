using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Feeds;

/// <summary>A lane of a source on the test's thread and clock.</summary>
internal sealed class FeedRig
{
    private readonly SingleThreadScheduler _scheduler = new(1);

    public VirtualTime Time { get; } = new();

    public RecordingLoggerFactory Log { get; } = new();

    public int Wakes { get; private set; }

    public ISourceReader<RecordChunk<Click>> Reader { get; private set; } = null!;

    public async Task OpenAsync(IRecordSource<Click> source, params SplitPosition[] restored) => Reader = await source.OpenAsync(
        new SourceContext
        {
            Pipeline = "tests",
            Node = "clicks",
            Lane = 0,
            Lanes = 1,
            Restored = restored,
            Wake = () => Wakes++,
            Scheduler = _scheduler,
            StartupTimeout = TimeSpan.FromSeconds(1),
            Time = Time,
            Logger = Log.CreateLogger("clicks"),
        },
        CancellationToken.None);

    public void Run() => _scheduler.RunUntilIdle();

    public void Advance(TimeSpan by) => Time.Advance(by, Run);

    /// <summary>The next chunk, after all runnable tasks have run.</summary>
    public RecordChunk<Click>? Next()
    {
        Run();
        return Reader.TryRead(out var chunk) ? chunk : null;
    }

    public async Task CloseAsync()
    {
        var closing = Reader.DisposeAsync().AsTask();
        Run();
        await closing;
    }

    /// <summary>Starts reading and returns the splits that are read.</summary>
    public IReadOnlyList<SourceSplit> Begin() => Next()!.Added;
}
