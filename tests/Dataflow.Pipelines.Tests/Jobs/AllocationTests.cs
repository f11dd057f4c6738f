using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

[Collection(nameof(AloneCollection))]
public sealed class AllocationTests
{
    private const int Chunk = 1000;

    private static readonly (string Node, Func<LaneContext, Block> Create)[] OtherWindows =
    [
        ("sliding", static lane => new SlidingWindowBlock<Click, ClickTotal, ClickTotals>(lane, new SlidingWindows(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)), isKeyed: true)),
        ("session", static lane => new SessionWindowBlock<Click, ClickTotal, ClickTotals>(lane, new SessionWindows(TimeSpan.FromMinutes(1)), isKeyed: true)),
        ("count", static lane => new CountWindowBlock<Click, ClickTotal, ClickTotals>(lane, 200, isKeyed: true)),
    ];

    [Fact]
    public async Task A_record_on_its_way_through_the_graph_allocates_nothing()
    {
        // Four ids and users: the text cache shares them, so the remaining allocations are those of the engine.
        byte[][] messages = [.. Enumerable.Range(0, Chunk).Select(static i => ClickInput.Click(i % 4, i / 100, $"user {i % 4}").ToJson())];
        await RunAsync(messages, 100);

        // Both include the startup of a job (pools, mailboxes): the difference is the cost of 1,000 more chunks.
        var shorter = await RunAsync(messages, 200);
        var longer = await RunAsync(messages, 1200);
        var perRecord = (longer - shorter) / (1000.0 * Chunk);

        // Mailboxes and tasks: a few kilobytes per chunk of 1,000 records, and nothing that grows with the records in it.
        Assert.True(perRecord < 8, $"{perRecord:0.00} bytes per record");
    }

    /// <returns>Bytes that the run allocated.</returns>
    private static async Task<long> RunAsync(byte[][] messages, int times)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var sink = new CountingSink<Click>();
        var totals = new CountingSink<ClickTotal>();
        void Build(JobBuilder job)
        {
            var clicks = job.Add("clicks", 1, lane => new ClickSourceBlock(lane, new RepeatingSource(messages, times), new WatermarkPolicy()) { HasPositions = false });
            var distinct = job.Add("distinct", 2, static lane => new DeduplicateBlock<Click>(lane, TimeSpan.FromMinutes(5)));
            var window = job.Add("totals", 2, static lane => new TumblingWindowBlock<Click, ClickTotal, ClickTotals>(lane, new TumblingWindows(TimeSpan.FromMinutes(1)), isKeyed: true));
            var lake = job.Add("lake", 1, lane => new SinkBlock<Click>(lane, sink));
            var totalsSink = job.Add("totals_sink", 1, lane => new SinkBlock<ClickTotal>(lane, totals));
            job.ConnectByKey<Click, ById>(clicks, ClickSourceBlock.Valid, distinct);
            job.ConnectByKey<Click, ByUser>(clicks, ClickSourceBlock.Valid, window);
            job.Connect<Click>(distinct, 0, lake);
            job.Connect<ClickTotal>(window, 0, totalsSink);
            foreach (var (node, create) in OtherWindows)
            {
                var other = job.Add(node, 1, create);
                job.ConnectByKey<Click, ByUser>(clicks, ClickSourceBlock.Valid, other);
                job.Connect<ClickTotal>(other, 0, job.Add($"{node}_sink", 1, static lane => new SinkBlock<ClickTotal>(lane, new CountingSink<ClickTotal>())));
            }
        }

        await using var job = await Job.StartAsync("clicks", "1.0.0", Build, new JobOptions { Store = new SimulatedCheckpointStore() });
        await Until.EndOf(job.Completion, "the end of the data");
        Assert.Equal(Chunk * times, job.Counts()["totals"].In);
        Assert.Equal(4, sink.Records);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
