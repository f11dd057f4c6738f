using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Deduplication;

public sealed class FingerprintSetTests
{
    private static readonly long Start = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void A_set_equals_a_dictionary_for_any_watermarks() => Seeds.Run(1, 60, static seed =>
    {
        var random = new Random(seed);
        var within = TimeSpan.FromMilliseconds(random.Next(1, 400_000));
        using var set = new FingerprintSet(within);
        var model = new Dictionary<int, long>();
        var (watermark, now, keys) = (long.MinValue, Start, random.Next(1, 2000));
        for (var i = 0; i < 10_000; i++)
        {
            now += random.Next(200) * TimeSpan.TicksPerMillisecond;
            if (random.Next(100) == 0)
            {
                watermark = Math.Max(watermark, now - (random.Next(2000) * TimeSpan.TicksPerMillisecond));
                set.Advance(watermark);
            }

            var (key, ticks) = (random.Next(keys), now - (random.Next(3000) * TimeSpan.TicksPerMillisecond));
            var isKept = watermark == long.MinValue || ticks > watermark - within.Ticks;
            var isDead = !model.TryGetValue(key, out var known) || (watermark != long.MinValue && known <= watermark - within.Ticks);
            var isNew = !isKept || isDead || Math.Abs(ticks - known) >= within.Ticks;
            if (isKept && isNew && (isDead || ticks > known))
            {
                model[key] = ticks;
            }

            Assert.Equal(isNew, set.TryAdd(TestKeys.Hash.Of((long)key), ticks, out var isRemembered));
            Assert.Equal(isKept, isRemembered);
        }
    });

    [Fact]
    public void A_live_id_costs_at_most_24_bytes_and_expiry_frees_the_memory()
    {
        const int Ids = 1_500_000;
        using var set = new FingerprintSet(TimeSpan.FromMinutes(5));
        for (var i = 0; i < Ids; i++)
        {
            Assert.True(set.TryAdd(TestKeys.Hash.Of((long)i), Start, out _));
        }

        var perId = set.Bytes / (double)Ids;
        Assert.InRange(perId, 16, 24);
        for (var minute = 1; minute <= 11; minute++)
        {
            set.Advance(Start + (minute * TimeSpan.TicksPerMinute));
        }

        Assert.True(set.Bytes < 1 << 20, $"{set.Bytes} bytes are held without a live id");
    }

    [Fact]
    public void A_steady_stream_keeps_memory_flat_at_24_bytes_for_each_live_id()
    {
        const int PerMinute = 300_000;
        using var set = new FingerprintSet(TimeSpan.FromMinutes(5));
        var most = 0L;
        for (var second = 0; second < 20 * 60; second += 10)
        {
            for (var i = 0; i < PerMinute / 6; i++)
            {
                set.TryAdd(TestKeys.Hash.Of(((long)second << 32) | (uint)i), Start + (second * TimeSpan.TicksPerSecond), out _);
            }

            set.Advance(Start + ((second - 10) * TimeSpan.TicksPerSecond));
            most = Math.Max(most, second < 360 ? 0 : set.Bytes);
        }

        // The watermark lags 10 s behind: 31 steps of 10 s are alive. The tails of the tables and the buffer of one table do not depend on the number of ids.
        const int Live = 31 * PerMinute / 6;
        const int Tails = (KeyGroups.Count * 64 * 17) + (1 << 20);
        Assert.True(most <= Tails + (24L * Live), $"{most / (double)Live:0.0} bytes for each of {Live} live ids");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(26)]
    [InlineData(51)]
    public void Keys_expire_when_the_watermark_jumps_by_days(int days)
    {
        using var set = new FingerprintSet(TimeSpan.FromMinutes(5));
        var later = Start + (days * TimeSpan.TicksPerDay);
        for (var i = 0; i < 10_000; i++)
        {
            set.TryAdd(TestKeys.Hash.Of((long)i), Start, out _);
        }

        set.Advance(Start);
        set.Advance(later);
        Assert.True(set.Bytes < 1 << 20, $"{set.Bytes} bytes are held after {days} days");
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(set.TryAdd(TestKeys.Hash.Of((long)i), later, out _));
        }
    }

    [Fact]
    public void Nothing_expires_before_the_first_watermark()
    {
        // One split is read before the other: their times are hours apart, and no watermark exists yet.
        using var set = new FingerprintSet(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(set.TryAdd(TestKeys.Hash.Of((long)i), Start + i, out _));
            Assert.True(set.TryAdd(TestKeys.Hash.Of(1_000_000L + i), Start + (6 * TimeSpan.TicksPerHour) + i, out _));
        }

        for (var i = 0; i < 20_000; i++)
        {
            Assert.False(set.TryAdd(TestKeys.Hash.Of((long)i), Start + i, out _), $"key {i} was lost");
            Assert.False(set.TryAdd(TestKeys.Hash.Of(1_000_000L + i), Start + (6 * TimeSpan.TicksPerHour) + i, out _));
        }
    }

    [Fact]
    public void The_end_of_the_data_expires_nothing()
    {
        using var set = new FingerprintSet(TimeSpan.FromMinutes(5));
        set.TryAdd(TestKeys.Hash.Of(1L), Start, out _);
        set.Advance(long.MaxValue);
        Assert.False(set.TryAdd(TestKeys.Hash.Of(1L), Start + TimeSpan.TicksPerMinute, out _));
    }

    [Fact]
    public void TTLs_of_months_are_stored_in_coarser_units()
    {
        using var set = new FingerprintSet(TimeSpan.FromDays(90));
        Assert.True(set.TryAdd(TestKeys.Hash.Of(1L), Start, out _));
        Assert.False(set.TryAdd(TestKeys.Hash.Of(1L), Start + (89 * TimeSpan.TicksPerDay), out _));
        Assert.True(set.TryAdd(TestKeys.Hash.Of(1L), Start + (91 * TimeSpan.TicksPerDay), out _));
    }
}
