using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Graphs;
using Dataflow.Pipelines.Tests.Joins;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Windows;

/// <summary>Results are sent in rounds: only the batches that the edge allows wait before a slow node, not all results of a watermark or a record.</summary>
public sealed class RoundTests
{
    private const int Keys = 30_000;
    private const int Partners = 200;
    private const int Credits = 4;

    // One batch waits for its credit, fewer than two batches of results follow it, and a batch of the input is being processed.
    private const int MostWaiting = Credits + 4;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("tumbling", Keys)]
    [InlineData("sliding", Keys * 2)]
    [InlineData("session", Keys)]
    [InlineData("window join", Keys)]
    [InlineData("interval join", Keys)]
    public void Memory_does_not_grow_with_the_keys_that_a_watermark_closes(string kind, int results) =>
        Expect(kind, Enumerable.Range(0, Keys).Select(static i => ClickInput.Click(i, i % 10, $"user {i}")), [], results, ClickInput.Start.AddHours(1).UtcTicks);

    [Fact]
    public void Memory_does_not_grow_with_the_keys_that_the_end_of_the_data_closes() =>
        Expect("interval join", Enumerable.Range(0, Keys).Select(static i => ClickInput.Click(i, i % 10, $"user {i}")), [], Keys, Dataflow.Pipelines.Blocks.Watermark.End);

    [Theory]
    [InlineData("window join")]
    [InlineData("interval join")]
    public void Memory_does_not_grow_with_the_pairs_of_a_key(string kind) =>
        Expect(kind, OfAnn(0), OfAnn(Partners), Partners * Partners, ClickInput.Start.AddHours(1).UtcTicks);

    private static IEnumerable<Click> OfAnn(int first) => Enumerable.Range(first, Partners).Select(static i => ClickInput.Click(i, 5));

    private static void Expect(string kind, IEnumerable<Click> left, IEnumerable<Click> right, int results, long watermark)
    {
        var scheduler = new SingleThreadScheduler(1);
        var world = new ClickWorld();
        Feeder[] feeders = [null!, null!];
        Probe probe = null!;
        var starting = scheduler.Start(() => Job.StartAsync("rounds", "1.0.0", Build, world.Options(new SimulatedProcess(), scheduler) with { Buffer = new EdgeBuffer(Credits) }));
        scheduler.RunUntil(starting, "the start");
        var job = starting.GetAwaiter().GetResult();
        scheduler.RunUntil(scheduler.Start(() => feeders[0].SendAsync(left)), "the left records");
        scheduler.RunUntil(scheduler.Start(() => feeders[1].SendAsync(right)), "the right records");
        scheduler.RunUntilIdle();
        feeders[0].Watermark(watermark);
        feeders[1].Watermark(watermark);
        scheduler.RunUntilIdle();
        Assert.InRange(job.Outstanding<Click>(), Credits, MostWaiting);

        probe.Open();
        scheduler.RunUntilIdle();
        Assert.Equal(results, probe.Records.Count());
        scheduler.RunUntil(scheduler.Start(async () => await job.DisposeAsync()), "the disposal");
        Assert.Equal(0, job.Outstanding<Click>());

        void Build(JobBuilder builder)
        {
            builder.Add("silent", 1, lane => new ClickSourceBlock(lane, new MemorySource<Click>(world.Topic, new SimulatedProcess()), new WatermarkPolicy()));
            var block = builder.Add("block", 1, lane => Create(kind, lane));
            var last = builder.Add("probe", 1, lane => probe = new Probe(lane, isOpen: false));
            for (var i = 0; i < feeders.Length; i++)
            {
                var port = i;
                var from = builder.Add($"feeder_{port}", 1, lane => feeders[port] = new Feeder(lane));
                builder.ConnectByKey<Click, ByUser>(from, 0, block, port: port);
            }

            builder.Connect<Click>(block, 0, last);
        }
    }

    private static Block Create(string kind, LaneContext lane) => kind switch
    {
        "tumbling" => new TumblingWindowBlock<Click, Click, GraphTotals>(lane, new TumblingWindows(Minute), isKeyed: true),
        "sliding" => new SlidingWindowBlock<Click, Click, GraphTotals>(lane, new SlidingWindows(Minute, Minute / 2), isKeyed: true),
        "session" => new SessionWindowBlock<Click, Click, GraphTotals>(lane, new SessionWindows(Minute), isKeyed: true),
        "window join" => new WindowJoinBlock<Click, Click, Click, ClickPairs, ClickCodec, ClickCodec>(lane, default, new TumblingWindows(Minute), JoinKind.Left),
        _ => new IntervalJoinBlock<Click, Click, Click, ClickPairs, ClickCodec, ClickCodec>(lane, default, new JoinInterval(TimeSpan.Zero, Minute), JoinKind.Left),
    };
}
