using System.Buffers.Binary;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>The changes that a table tracks for a backend, and the removal of entries from memory.</summary>
public sealed class StateTableChangeTests
{
    [Fact]
    public void Random_removals_leave_the_entries_of_a_dictionary() => Seeds.Run(1, 60, static seed =>
    {
        var random = new Random(seed);
        var table = new StateTable<long, NeverGone<long>>(tracksChanges: seed % 2 == 0);
        var model = new Dictionary<UInt128, long>();
        for (var i = random.Next(3000); i > 0; i--)
        {
            // Long runs of slots, some around the end of the table: a removal moves the slots after it.
            var key = TestKeys.Hash.Of((long)random.Next(200)) | (random.Next(2) == 0 ? (UInt128)0x01FF_FFFF_0000_0000 << 64 : 0);
            if (random.Next(2) == 0)
            {
                table.Remove(key);
                model.Remove(key);
            }
            else
            {
                table.Put(key, 0, i, SlotFlags.Stored);
                model[key] = i;
            }
        }

        Assert.Equal(model.Count, table.Used);
        Assert.All(model, m => Assert.Equal(m.Value, table[table.Find(m.Key)].Value));
        Assert.Equal(model.Keys.Order(), table.Slots.ToArray().Select(static s => s.Key).Where(static k => k != UInt128.Zero).Order());
        for (var at = 0; at < table.Flags.Length; at++)
        {
            Assert.Equal(table[at].Key == UInt128.Zero ? SlotFlags.None : SlotFlags.Stored, table.Flags[at]);
        }
    });

    [Fact]
    public void Entries_of_a_snapshot_remain_until_a_later_one_removes_them()
    {
        var table = new StateTable<long, DefaultIsGone<long>>(tracksChanges: true);
        UInt128 stored = TestKeys.Hash.Of(1L), never = TestKeys.Hash.Of(2L);
        table.Put(stored, 0, 7, SlotFlags.Stored);
        table[table.FindOrAdd(stored, long.MinValue, out _)].Value = 0;
        table[table.FindOrAdd(never, long.MinValue, out _)].Value = 0;
        Grow(table, 1000);
        Assert.Equal(SlotFlags.Stored | SlotFlags.Changed | SlotFlags.Used, table.Flags[table.Find(stored)]);
        Assert.Equal(-1, table.Find(never));
    }

    [Fact]
    public void An_emptied_table_holds_no_memory_and_can_be_used_again()
    {
        var table = new StateTable<long, DefaultIsGone<long>>(tracksChanges: true);
        Grow(table, 1000);
        table.Flags.Fill(SlotFlags.Evicted);
        table.RemoveEvicted();
        Assert.Equal((0, 0), (table.Used, table.Bytes));
        Grow(table, 10);
        Assert.Equal(10, table.Used);
    }

    [Fact]
    public void Entries_that_were_not_used_since_the_last_pass_are_evicted_first()
    {
        var state = new KeyedEntries<long, NeverGone<long>, Longs>("numbers");
        state.TrackChanges();
        UInt128[] keys = [.. Enumerable.Range(0, 1000).Select(static i => TestKeys.Hash.Of((long)i))];
        foreach (var key in keys)
        {
            state.Table.Of(key) = 1;
        }

        // Half of the keys fit: the first pass spares the entries used since the last one, the next evicts those not used again.
        var half = state.Bytes / 2;
        using var taken = new Evictions();
        state.Evict(0, taken);
        foreach (var group in state.Table.Groups)
        {
            for (var at = 0; at < group.Flags.Length; at++)
            {
                group.Flags[at] &= ~SlotFlags.Used;
            }
        }

        UInt128[] used = [.. keys.Take(100)];
        foreach (var key in used)
        {
            state.Table.Of(key)++;
        }

        state.Evict(half, taken);
        Assert.NotEmpty(taken.Keys);
        Assert.Empty(taken.Keys.Intersect(used));
        state.Evict(long.MaxValue, taken);
        Assert.Equal(keys.Order(), taken.Keys.Order());
        Assert.Equal((0, 0), (state.Entries, state.Bytes));
    }

    private static void Grow(StateTable<long, DefaultIsGone<long>> table, int count)
    {
        for (var i = 0; i < count; i++)
        {
            table[table.FindOrAdd(TestKeys.Hash.Of(1000L + i), long.MinValue, out _)].Value = 1;
        }
    }

    private readonly struct Longs : IEntryCodec<long>
    {
        public static void Write(BinaryWriter writer, ref long value) => writer.Write(value);

        public static long Read(BinaryReader reader) => reader.ReadInt64();
    }

    private sealed class Evictions : IStateEvictions, IDisposable
    {
        private readonly MemoryStream _value = new();

        public List<UInt128> Keys { get; } = [];

        public BinaryWriter Begin(DeclaredState state, long ns, UInt128 key, bool isChanged)
        {
            Assert.True(isChanged);
            Keys.Add(key);
            _value.SetLength(0);
            return new BinaryWriter(_value);
        }

        public void Dispose() => _value.Dispose();

        public void End() => Assert.InRange(BinaryPrimitives.ReadInt64LittleEndian(_value.ToArray()), 1, 2);
    }
}
