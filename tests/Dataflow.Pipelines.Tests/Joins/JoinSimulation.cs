using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Simulation;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Joins;

/// <summary>
/// A join of two streams with late records; the number of lanes changes with each attempt. The late output determines which records are late, and all
/// pairs of the others must be in the results.
/// </summary>
internal sealed class JoinSimulation : JobSimulation
{
    private readonly MemoryTable<Click> _results = new();
    private readonly MemoryTable<Click> _late = new();

    public JoinSimulation(int seed, int lanes = 0)
        : base(seed)
    {
        Shape = JoinShape.Random(Random);
        Lanes = lanes;
        World = new ClickWorld(2, Random.Next(1, 3));
        var first = 0;
        foreach (var topic in World.Topics)
        {
            for (var partition = 0; partition < topic.Partitions; partition++, first += 100_000)
            {
                AddInput(topic, partition, ClickInput.Random(Random, Random.Next(20, 120), first));
            }
        }
    }

    public JoinShape Shape { get; }

    /// <summary>Lanes in all attempts; 0: a random number in each.</summary>
    public int Lanes { get; }

    public int Late => _late.Rows.Count;

    public int Results => _results.Rows.Count;

    protected override Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life) =>
        Job.StartAsync("join", "1.0.0", job => Build(job, process), World.Options(process, scheduler) with { Buffer = new EdgeBuffer(Random.Next(1, 9)) });

    protected override void ExpectResults()
    {
        // Both sides are of one type, so their late records are one output: the ids distinguish them.
        var expected = JoinModel.Results(Shape, Less(Read(World.Topics[0]), _late.Rows), Less(Read(World.Topics[1]), _late.Rows));
        var missing = Less(expected, _results.Rows);
        var unasked = Less(_results.Rows, expected);
        Assert.True(missing.Count == 0 && unasked.Count == 0, $"{Shape}: {missing.Count} missing: {string.Join("; ", missing.Take(3))}; {unasked.Count} not expected: {string.Join("; ", unasked.Take(3))}");
    }

    protected override void ExpectCounts(Job job)
    {
        var counts = job.Counts()["pairs"];
        Assert.Equal(World.Topics.Sum(t => Read(t).Count()), counts.In);
        Assert.Equal((_results.Rows.Count, _late.Rows.Count), (counts.Out, counts.Late));
    }

    // Each record of the second list removes one equal record of the first.
    private static List<Click> Less(IEnumerable<Click> all, IEnumerable<Click> gone)
    {
        var left = gone.GroupBy(static c => c).ToDictionary(static g => g.Key, static g => g.Count());
        return [.. all.Where(c => !left.TryGetValue(c, out var count) || (left[c] = count - 1) < 0)];
    }

    private IEnumerable<Click> Read(MemoryTopic topic) =>
        MessagesOf(topic).Select(static m => Click.TryReadJson(m, new JsonDecoder(), out var click, out _) ? click : (Click?)null).OfType<Click>()
            .Where(static c => c.Amount >= 0 && !c.User.StartsWith("test", StringComparison.Ordinal));

    private void Build(JobBuilder job, SimulatedProcess process)
    {
        var policy = new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(2) };
        var sources = World.Topics.Select((topic, i) =>
        {
            var connector = new MemorySource<Click>(topic, process, i) { MaxChunk = Random.Next(1, 40) };
            return job.Add($"clicks_{i}", Random.Next(1, 3), lane => new ClickSourceBlock(lane, connector, policy));
        }).ToArray();
        var pairs = job.Add("pairs", Lanes > 0 ? Lanes : Random.Next(1, 5), Create);
        job.ConnectByKey<Click, ByUser>(sources[0], ClickSourceBlock.Valid, pairs);
        job.ConnectByKey<Click, ByUser>(sources[1], ClickSourceBlock.Valid, pairs, port: 1);
        job.Connect<Click>(pairs, 0, job.Add("results", Random.Next(1, 3), lane => new SinkBlock<Click>(lane, new MemorySink<Click>(_results, process))));
        job.Connect<Click>(pairs, 1, job.Add("late", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(_late, process))));
    }

    private Block Create(LaneContext lane) =>
        Shape.Window > TimeSpan.Zero
            ? new WindowJoinBlock<Click, Click, Click, ClickPairs, ClickCodec, ClickCodec>(lane, default, new TumblingWindows(Shape.Window), Shape.Kind)
            : new IntervalJoinBlock<Click, Click, Click, ClickPairs, ClickCodec, ClickCodec>(
                lane, default, Shape.IsUnbounded ? JoinInterval.Unbounded : new JoinInterval(Shape.Lower, Shape.Upper), Shape.Kind);
}
