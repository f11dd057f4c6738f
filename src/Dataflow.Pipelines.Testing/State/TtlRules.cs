using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>State that expires.</summary>
internal static class TtlRules
{
    private static readonly Visits One = new(1, null);
    private static readonly Visits Two = new(2, null);
    private static readonly Visits Three = new(3, null);

    public static async Task SpanAsync(ContractJob job, StateRefresh refresh, StateClock clock)
    {
        var ttl = new TtlPolicy(TimeSpan.FromTicks(100), refresh, clock);
        await using var lane = job.Open<Visits, VisitsCodec>(ttl);
        await CallAsync(1000, One, default);
        await CallAsync(1099, One, One);

        // Read and written with the same value: only a TTL that reads refresh is extended.
        var isReadEnough = refresh == StateRefresh.OnReadAndWrite;
        await CallAsync(1100, Two, isReadEnough ? One : default);
        await CallAsync(1199, Three, Two);
        await CallAsync(1298, Three, Three);

        // The TTL continues over a restart.
        var taken = await lane.SnapshotAsync(1);
        await using var again = job.Open<Visits, VisitsCodec>(ttl);
        await job.RestoreAsync([taken], again.State);
        await CountAsync(1298, 1);
        await CountAsync(1299, isReadEnough ? 1 : 0);
        await CountAsync(1398, 0);

        async ValueTask CallAsync(long ticks, Visits next, Visits expected)
        {
            var (watermark, processing) = clock == StateClock.EventTime ? (ticks - 50, 0L) : (0L, ticks);
            lane.State.Advance(watermark, processing);
            Expect.Equal(expected, await lane.SetAsync(7, next, clock == StateClock.EventTime ? ticks : 5), $"The value at {ticks}");
        }

        async ValueTask CountAsync(long ticks, long expected)
        {
            again.State.Advance(ticks, ticks);
            Expect.Equal(expected, await again.CountAsync(), $"The number of keys at {ticks}");
        }
    }

    public static async Task NewSpanAsync(ContractJob job)
    {
        await using var old = job.Open<Visits, VisitsCodec>();
        await old.SetAsync(1, One, 1000);
        var taken = await old.SnapshotAsync(1);
        await using var lane = job.Open<Visits, VisitsCodec>(new TtlPolicy(TimeSpan.FromTicks(100)));
        await job.RestoreAsync([taken], lane.State);
        lane.State.Advance(5000, 0);
        Expect.Equal(One, await lane.GetAsync(1, 5000), "A value that was written without a TTL");
        lane.State.Advance(5100, 0);
        Expect.Equal(0, await lane.CountAsync(), "The number of keys after its TTL");
    }

    public static async Task MemoryAsync(ContractJob job)
    {
        const int Keys = 1_000_000;
        const int Span = 100_000;
        const int Batch = 1000;
        await using var lane = job.Open<Visits, VisitsCodec>(new TtlPolicy(TimeSpan.FromTicks(Span)));
        long most = 0;
        var keys = new UInt128[Batch];
        for (var i = 1; i <= Keys; i += Batch)
        {
            for (var n = 0; n < Batch; n++)
            {
                keys[n] = ContractJob.Hash.Of((long)(i + n));
            }

            await lane.State.LoadKeysAsync(keys);
            for (var n = 0; n < Batch; n++)
            {
                lane.Values.Of(keys[n], i + n) = One;
                lane.Values.Settle();
            }

            lane.State.Advance(i + Batch - 1, 0);
            await lane.State.TrimAsync();
            most = Math.Max(most, lane.Size.Bytes);
        }

        // The keys of one TTL and those of the step before the sweep, in tables between a quarter and three quarters full, with 64 bytes per slot.
        Expect.True(most <= 2 * Span * 4L * 64, $"{Keys} keys, each of which lives for the time of {Span}, take {most} bytes of memory.");
        for (var i = Keys; i < Keys + (3.1 * Span); i += Batch)
        {
            lane.State.Advance(i, 0);
        }

        await lane.State.TrimAsync();
        Expect.Equal((0, 0), (lane.Values.Count, lane.Size.Bytes), "The number of keys when all have expired, and their bytes in memory");
    }
}
