using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>
/// One process of the job that most tests run: sources (validate, filter) → distinct (by id) → [chain] → lake, and
/// → totals (windows by user) → totals_sink; rejects and late records have separate sinks.
/// </summary>
internal sealed class ClickJob(ClickWorld world, ClickGraph graph, SimulatedProcess process, int seed = 0)
{
    /// <summary>Id of the pipeline; unique where a test reads the metrics of the complete process.</summary>
    public string Pipeline { get; init; } = "clicks";

    public ICheckpointStore? Store { get; init; }

    public IMessageSource<Click, JsonFormat<Click>>? Source { get; init; }

    public ISink<Click>? Lake { get; init; }

    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan CheckpointTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public int CheckpointRetention { get; init; } = 3;

    public bool AllowFallback { get; init; }

    public bool IsStoreLocked { get; init; }

    public RecordingLoggerFactory Logs { get; } = new();

    public List<MemorySource<Click>> Sources { get; } = [];

    public Task<Job> StartAsync() => Job.StartAsync(Pipeline, "1.0.0", Build, Options());

    public JobOptions Options() => world.Options(process, Scheduler) with
    {
        Store = Store ?? new SimulatedCheckpointStore(world.Disk, process),
        LoggerFactory = Logs,
        Parallelism = graph.Parallelism,
        CheckpointInterval = CheckpointInterval,
        CheckpointTimeout = CheckpointTimeout,
        CheckpointRetention = CheckpointRetention,
        AllowFallback = AllowFallback,
        Buffer = graph.Buffer,
        IsStoreLocked = IsStoreLocked,
    };

    private ISink<Click> LakeSink() =>
        Lake ?? (graph.HasFileLake ? new FileLake(world.Files, process, maxOpenFiles: 3) : new MemorySink<Click>(world.Lake, process));

    private void Build(JobBuilder job)
    {
        List<Vertex> sources = [];
        for (var i = 0; i < graph.Sources; i++)
        {
            var connector = new MemorySource<Click>(world.Topics[i], process, seed + i) { MaxChunk = graph.MaxChunk };
            Sources.Add(connector);
            var node = i == 0 ? "clicks" : $"clicks_{i}";
            sources.Add(job.Add(node, graph.SourceLanes, lane => new ClickSourceBlock(lane, Source ?? connector, graph.Watermarks)));
        }

        var distinct = job.Add("distinct", job.Parallelism, lane => new DeduplicateBlock<Click>(lane, graph.Within));
        var chain = graph.ChainLanes > 0 ? job.Add("not_13", graph.ChainLanes, static lane => new ClickChainBlock(lane)) : null;
        var totals = job.Add("totals", job.Parallelism, lane => new TumblingWindowBlock<Click, ClickTotal, ClickTotals>(
            lane, new TumblingWindows(graph.Window, graph.AllowedLateness), isKeyed: true));
        var lake = job.Add("lake", graph.SinkLanes, lane => new SinkBlock<Click>(lane, LakeSink(), graph.HasFileLake ? graph.Window : null));
        var totalsSink = job.Add("totals_sink", 1, lane => new SinkBlock<ClickTotal>(lane, new MemorySink<ClickTotal>(world.Totals, process)));
        var late = job.Add("late_sink", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(world.Late, process)));
        var deadLetters = job.Add("dead_letters", 1, lane => new SinkBlock<DeadLetter>(lane, new MemorySink<DeadLetter>(world.DeadLetters, process)));

        foreach (var source in sources)
        {
            job.ConnectByKey<Click, ById>(source, ClickSourceBlock.Valid, distinct);
            job.Connect<DeadLetter>(source, ClickSourceBlock.Invalid, deadLetters);
        }

        if (chain is not null)
        {
            job.Connect<Click>(distinct, 0, chain);
            job.Connect<DeadLetter>(chain, 1, deadLetters);
        }

        job.ConnectByKey<Click, ByUser>(chain ?? distinct, 0, totals);
        job.Connect<Click>(chain ?? distinct, 0, lake);
        job.Connect<ClickTotal>(totals, 0, totalsSink);
        job.Connect<Click>(totals, 1, late);
    }
}
