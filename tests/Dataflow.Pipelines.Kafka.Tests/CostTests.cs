using System.Diagnostics;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

/// <summary>Runs alone: allocations of other tests would be counted too.</summary>
[Collection(Alone.Name)]
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Reading_allocates_nothing_per_message()
    {
        const int Messages = 400_000;
        using var topic = new TestTopic(4);
        for (var partition = 0; partition < 4; partition++)
        {
            topic.Write(partition, Messages / 4);
        }

        await using var lane = await TestLane.OpenAsync(topic.Source(), stalled: true);
        lane.Until(() => lane.IsPaused, "the partitions are paused");
        lane.Values.EnsureCapacity(100_000);
        lane.Values.AddRange(Enumerable.Repeat("", 100_000));   // so that the lane stores no texts
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        lane.Resume();
        lane.Until(() => lane.Count == Messages, $"{Messages} messages");
        var elapsed = Stopwatch.GetElapsedTime(began);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        output.WriteLine($"{elapsed.TotalMicroseconds / Messages:0.000} us a message, {(double)allocated / Messages:0.000} bytes allocated a message");
        Assert.InRange(allocated, 0, Messages);
    }
}
