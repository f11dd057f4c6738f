using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

public sealed class StateTableTests
{
    [Fact]
    public void Random_work_equals_a_dictionary_and_the_ranges_hold_each_key_once() => Seeds.Run(1, 60, static seed =>
    {
        var random = new Random(seed);
        var order = KeyOrder.Of("node", seed);
        var table = new StateTable<long, DefaultIsGone<long>>(order);
        var model = new Dictionary<UInt128, long>();

        // A third of them are at the end of the order, so that runs of slots wrap around it.
        UInt128[] keys = [.. Enumerable.Range(0, 100_000).Select(static k => TestKeys.Hash.Of((long)k)).OrderByDescending(order.PositionOf).Take(500), .. Enumerable.Range(100_000, 1000).Select(static k => TestKeys.Hash.Of((long)k))];
        for (var i = random.Next(3000); i > 0; i--)
        {
            var key = keys[random.Next(keys.Length)];
            var value = random.Next(4) == 0 ? 0 : random.NextInt64();
            ref var slot = ref table[table.FindOrAdd(key, long.MinValue, out _)];
            Assert.Equal(model.GetValueOrDefault(key), slot.Value);
            (slot.Value, model[key]) = (value, value);
            if (random.Next(500) == 0)
            {
                table.Sweep(long.MinValue);
            }
        }

        var live = model.Where(static m => m.Value != 0).ToDictionary();
        Assert.All(live, m => Assert.Equal(m.Value, table[table.Find(m.Key)].Value));
        Assert.Equal(-1, table.Find(TestKeys.Hash.Of(-1L)));
        var bits = random.Next(12);
        List<UInt128> found = [];
        var round = new KeyRound(order);
        for (var index = 0; index < 1 << bits; index++)
        {
            table.Collect(new KeyRange(order, index, bits), round);
            round.Sort();
            for (var i = 0; i < round.Count; i++)
            {
                Assert.Equal(round[i].Key, table[round[i].Slot].Key);
                found.Add(round[i].Key);
            }

            round.Clear();
        }

        Assert.Equal(live.Keys.Order(), found.Order());
        Assert.Equal(found.Select(order.PositionOf).Order(), found.Select(order.PositionOf));
        table.Clear();
        Assert.Equal((0, -1), (table.Used, table.Find(live.Keys.FirstOrDefault())));
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    [InlineData(2048, 1)]
    [InlineData(2049, 2)]
    [InlineData(10_000_000, 14)]
    [InlineData(long.MaxValue, 30)]
    public void A_range_has_about_a_batch_of_keys(long keys, int bits) => Assert.Equal(bits, KeyRange.BitsFor(keys));

    [Fact]
    public void Keys_that_are_added_and_removed_leave_no_memory_behind()
    {
        var table = new KeyedTable<string?, DefaultIsGone<string?>>();
        for (var i = 0L; i < 300_000; i++)
        {
            table.Of(TestKeys.Hash.Of(i)) = "x";
            if (i >= 1000)
            {
                table.Of(TestKeys.Hash.Of(i - 1000)) = null;
                table.NoteRemoved(TestKeys.Hash.Of(i - 1000));
            }
        }

        Assert.Equal(1000, table.Count());
        Assert.InRange(table.Bytes, 1000 * 40, 1000 * 40 * 20);
    }
}
