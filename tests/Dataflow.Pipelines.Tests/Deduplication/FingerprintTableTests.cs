using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Deduplication;

public sealed class FingerprintTableTests
{
    [Fact]
    public void A_table_equals_a_dictionary() => Seeds.Run(1, 60, static seed =>
    {
        var random = new Random(seed);
        using var scratch = new FingerprintScratch();
        using var table = new FingerprintTable(scratch);
        var model = new Dictionary<int, long>();
        int within = random.Next(1, 500), keys = random.Next(1, 3000);
        var now = (long)random.Next(1, 1000);
        var watermark = 0L;
        for (var i = 0; i < 20_000; i++)
        {
            now += random.Next(3);
            watermark = Math.Max(watermark, now - within - random.Next(50));
            var (key, time) = (random.Next(keys), Math.Max(watermark + 1, now - random.Next(within)));
            var isDead = !model.TryGetValue(key, out var known) || known <= watermark;
            var isNew = isDead || Math.Abs(time - known) >= within;
            if (isNew && (isDead || time > known))
            {
                model[key] = time;
            }

            var fingerprint = TestKeys.Hash.Of((long)key);
            Assert.Equal(isNew, table.TryAdd((ulong)(fingerprint >> 64), (ulong)fingerprint, (uint)time, within, (uint)watermark));
            if (random.Next(2000) == 0)
            {
                table.Rebuild((uint)watermark);
            }
        }
    });

    [Fact]
    public void A_table_grows_and_releases_its_memory_when_its_keys_have_expired()
    {
        using var scratch = new FingerprintScratch();
        using var table = new FingerprintTable(scratch);
        var empty = Fill(table, 100, 1);
        var full = Fill(table, 100_000, 2);
        Assert.True(full > 100 * empty / 10, $"{empty} bytes, then {full}");

        table.Rebuild(expired: 2);
        Assert.Equal(0, table.Used);
        Assert.True(table.Bytes < 4096, $"{table.Bytes} bytes are held by an empty table");
        Assert.True(table.TryAdd(1, 2, 3, 1, 2));
    }

    [Fact]
    public void Colliding_slots_are_distinguished_and_grow_the_table()
    {
        using var scratch = new FingerprintScratch();
        using var table = new FingerprintTable(scratch);
        for (ulong low = 1; low <= 1000; low++)
        {
            Assert.True(table.TryAdd(0, low, 5, 10, 1));
            Assert.False(table.TryAdd(0, low, 5, 10, 1));
        }

        for (ulong low = 1; low <= 1000; low++)
        {
            Assert.False(table.TryAdd(0, low, 5, 10, 1), $"{low} was lost");
        }
    }

    [Fact]
    public void Times_are_compared_across_the_wraparound_of_their_range()
    {
        using var scratch = new FingerprintScratch();
        using var table = new FingerprintTable(scratch);
        Assert.True(table.TryAdd(1, 1, uint.MaxValue - 2, 10, uint.MaxValue - 100));
        Assert.False(table.TryAdd(1, 1, 3, 10, uint.MaxValue - 100));
        Assert.True(table.TryAdd(1, 1, 8, 10, uint.MaxValue - 100));
        Assert.True(table.TryAdd(1, 1, 20, 10, 9));
    }

    private static long Fill(FingerprintTable table, int count, uint time)
    {
        for (var i = 0; i < count; i++)
        {
            var key = TestKeys.Hash.Of((long)i | ((long)time << 40));
            table.TryAdd((ulong)(key >> 64), (ulong)key, time, 10, 0);
        }

        return table.Bytes;
    }
}
