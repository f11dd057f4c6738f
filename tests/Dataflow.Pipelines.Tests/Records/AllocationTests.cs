using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Records;

public sealed class AllocationTests
{
    [Fact]
    public void Batches_are_reused_and_the_pool_keeps_no_texts_alive()
    {
        var pool = new BatchPool<Click>();
        var first = pool.Rent();
        first.Records[0] = ClickInput.Click(1, 1);
        first.Count = 1;
        first.Release();
        Assert.Null(first.Records[0].Id);
        var second = pool.Rent();
        Assert.Same(first, second);
        Assert.Equal(0, second.Count);
        second.Retain();
        second.Release();
        Assert.Equal(1, pool.Outstanding);
        second.Release();
        Assert.Equal(0, pool.Outstanding);
    }

    [Fact]
    public void An_emitter_fills_batches_in_order_and_counts_them()
    {
        var pool = new BatchPool<Click>();
        var emitter = new Emitter<Click>(pool);
        for (var i = 0; i < 2500; i++)
        {
            emitter.Time = i;
            emitter.Emit(ClickInput.Click(i, i), new SourcePosition("clicks", 0, i, default));
        }

        Assert.Equal(2500, emitter.Count);
        var seen = new List<long>();
        while (emitter.TryTake(out var batch))
        {
            Assert.True(batch.HasPositions);
            for (var i = 0; i < batch.Count; i++)
            {
                Assert.Equal(batch.Times[i], batch.Positions[i].Offset);
                seen.Add(batch.Times[i]);
            }

            batch.Release();
        }

        Assert.Equal(Enumerable.Range(0, 2500).Select(static i => (long)i), seen);
        Assert.Equal((0, 0), (emitter.Count, pool.Outstanding));
    }
}
