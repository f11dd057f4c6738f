using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

[Collection(nameof(AloneCollection))]
public sealed class KeyedAllocationTests
{
    private const int Chunk = 1000;

    [Fact]
    public async Task A_record_with_state_and_timers_allocates_nothing()
    {
        byte[][] messages = [.. Enumerable.Range(0, Chunk).Select(static i => ClickInput.Click(i % 4, i / 100, $"user {i % 4}").ToJson())];
        await RunAsync(messages, 100);
        var shorter = await RunAsync(messages, 200);
        var longer = await RunAsync(messages, 1200);
        var perRecord = (longer - shorter) / (1000.0 * Chunk);
        Assert.True(perRecord < 8, $"{perRecord:0.00} bytes per record");
    }

    /// <returns>Bytes that the run allocated.</returns>
    private static async Task<long> RunAsync(byte[][] messages, int times)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var sink = new CountingSink<Click>();
        void Build(JobBuilder job)
        {
            var clicks = job.Add("clicks", 1, lane => new ClickSourceBlock(lane, new RepeatingSource(messages, times), new WatermarkPolicy()) { HasPositions = false });
            var visits = job.Add("visits", 2, static lane => new VisitBlock(lane, new TtlPolicy(TimeSpan.FromHours(1))));
            var lake = job.Add("lake", 1, lane => new SinkBlock<Click>(lane, sink));
            job.ConnectByKey<Click, ByUser>(clicks, ClickSourceBlock.Valid, visits);
            job.Connect<Click>(visits, 0, lake);
        }

        await using var job = await Job.StartAsync("visits", "1.0.0", Build, new JobOptions { Store = new SimulatedCheckpointStore() });
        await Until.EndOf(job.Completion, "the end of the data");
        Assert.Equal(Chunk * times, sink.Records);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
