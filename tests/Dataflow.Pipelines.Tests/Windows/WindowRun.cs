using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Windows;

/// <summary>
/// A window between a source and two sinks, in several attempts with checkpoints and crashes. It stores which records arrived at
/// which watermark: the records that are read again after a crash arrive in one chunk.
/// </summary>
internal sealed class WindowRun(WindowShape shape, TimeSpan outOfOrderness, ClickWorld? world = null)
{
    // The reader draws the size of a chunk up to this limit, so it nearly always reads all available messages.
    private const int MaxChunk = 1_000_000_000;
    private readonly List<IReadOnlyList<Click>> _chunks = [];
    private SimulatedProcess _process = new();
    private SingleThreadScheduler _scheduler = new(1);
    private Job? _job;
    private int _kept;

    public ClickWorld World { get; } = world ?? new ClickWorld();

    public Job Job => _job!;

    /// <summary>Rows of the results.</summary>
    public IReadOnlyList<Click> Results => World.Lake.Rows;

    /// <summary>The newest checkpoint as text.</summary>
    public string Manifest => System.Text.Encoding.UTF8.GetString(World.Disk.Manifests.Last().Value);

    public IEnumerable<Click> Clicks => _chunks.SelectMany(static c => c);

    /// <summary>Each chunk with the watermark at its arrival.</summary>
    public IReadOnlyList<(long Watermark, IReadOnlyList<Click> Clicks)> Chunks
    {
        get
        {
            var latest = long.MinValue;
            List<(long, IReadOnlyList<Click>)> all = [];
            foreach (var chunk in _chunks)
            {
                all.Add((latest == long.MinValue ? latest : latest - outOfOrderness.Ticks, chunk));
                latest = Math.Max(latest, chunk.Max(static c => c.At.UtcTicks));
            }

            return all;
        }
    }

    public WindowRun Start(int lanes, int seed = 1)
    {
        _process = new SimulatedProcess();
        _scheduler = new SingleThreadScheduler(seed);
        var starting = _scheduler.Start(() => Job.StartAsync("windows", "1.0.0", job => Build(job, lanes), World.Options(_process, _scheduler)));
        _scheduler.RunUntil(starting, "the start");
        _job = starting.GetAwaiter().GetResult();
        _scheduler.RunUntilIdle();
        return this;
    }

    public WindowRun Send(params IReadOnlyList<Click> clicks)
    {
        _chunks.Add(clicks);
        World.Topic.Append(0, [.. clicks.Select(static c => c.ToJson())]);
        _scheduler.RunUntilIdle();
        return this;
    }

    public WindowRun Checkpoint()
    {
        var before = Job.LastCheckpoint;
        World.Time.Advance(TimeSpan.FromSeconds(11));
        _scheduler.RunUntilIdle();
        Assert.True(Job.LastCheckpoint > before, $"no checkpoint after {before} although the interval has passed");
        _kept = _chunks.Count;
        return this;
    }

    public WindowRun Crash()
    {
        _process.Die();
        Dispose();
        if (_chunks.Count > _kept)
        {
            Click[] again = [.. _chunks.Skip(_kept).SelectMany(static c => c)];
            _chunks.RemoveRange(_kept, _chunks.Count - _kept);
            _chunks.Add(again);
        }

        return this;
    }

    public WindowRun Drain()
    {
        Job.Drain();
        _scheduler.RunUntil(Job.Completion, "the drained job's end");
        Job.Completion.GetAwaiter().GetResult();
        Dispose();
        _kept = _chunks.Count;
        return this;
    }

    /// <summary>Asserts that the output is that of the model for the same input.</summary>
    public WindowRun ExpectModel()
    {
        var (results, late) = shape.Expect(Chunks);
        Assert.Equal(Sorted(results), Sorted(World.Lake.Rows));
        Assert.Equal(Sorted(late), Sorted(World.Late.Rows));
        var counts = Job.Counts()["window"];
        Assert.Equal((Clicks.LongCount(), results.Count, late.Count), (counts.In, counts.Out, counts.Late));
        return this;
    }

    public static string[] Sorted(IEnumerable<Click> clicks) => [.. clicks.Select(static c => c.ToString()).Order(StringComparer.Ordinal)];

    private void Build(JobBuilder builder, int lanes)
    {
        var watermarks = new WatermarkPolicy { MaxOutOfOrderness = outOfOrderness };
        var source = builder.Add("clicks", 1, lane => new ClickSourceBlock(lane, new MemorySource<Click>(World.Topic, _process) { MaxChunk = MaxChunk }, watermarks));
        var window = builder.Add("window", shape.IsKeyed ? lanes : 1, shape.Create);
        var results = builder.Add("results", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(World.Lake, _process)));
        var late = builder.Add("late", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(World.Late, _process)));
        if (shape.IsKeyed)
        {
            builder.ConnectByKey<Click, ByUser>(source, ClickSourceBlock.Valid, window);
        }
        else
        {
            builder.Connect<Click>(source, ClickSourceBlock.Valid, window);
        }

        builder.Connect<Click>(window, 0, results);
        builder.Connect<Click>(window, 1, late);
    }

    private void Dispose()
    {
        _scheduler.RunUntil(_scheduler.Start(async () => await Job.DisposeAsync()), "the job's disposal");
        Jobs.Expect.NoBatchesLeft(Job);
    }
}
