using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>
/// A table that is filled in its own order takes quadratic time while it grows, because the keys cluster at its front. So code that fills one table
/// from another (a restore, a window of a window, the slices of a sliding window) must use another order.
/// </summary>
public sealed class KeyOrderTests
{
    private const int Keys = 40_000;

    // At a load of at most three quarters a run of a hundred slots is far longer than random keys produce.
    private const int LongestRun = 200;

    private static readonly KeyOrder Order = KeyOrder.Of("node", 1);

    public static TheoryData<string> Fillings { get; } = ["another start", "another node", "the merged slices"];

    [Theory]
    [MemberData(nameof(Fillings))]
    public void Keys_in_the_order_of_one_table_spread_over_the_next(string filling)
    {
        var next = filling switch
        {
            "another start" => KeyOrder.Of("node", 2),
            "another node" => KeyOrder.Of("node 2", 1),
            _ => Order.Next,
        };
        Assert.InRange(RunOf(next), 1, LongestRun);
    }

    [Fact]
    public void Keys_in_the_order_of_the_same_table_cluster() => Assert.InRange(RunOf(Order), LongestRun * 10, Keys);

    [Fact]
    public void A_set_of_distinct_values_is_restored_with_capacity_for_all()
    {
        var written = new DistinctTable();
        for (var i = 0L; i < Keys; i++)
        {
            written.Add(TestKeys.Hash.Of(i));
        }

        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            written.Write(writer);
        }

        using var half = new BrokenStream(bytes.ToArray(), bytes.Length / 2);
        using var reader = new BinaryReader(half);
        var restored = new DistinctTable();
        var count = reader.ReadInt32();
        Assert.Throws<EndOfStreamException>(() => restored.Read(reader, count));
        Assert.InRange(restored.Count, Keys / 4, Keys / 4 * 3);
        Assert.InRange(Longest(restored.Slots, static s => s == UInt128.Zero), 1, LongestRun);
    }

    [Fact]
    public void The_keys_of_a_deduplication_are_emitted_in_another_order_than_that_of_its_table()
    {
        using var seen = new FingerprintSet(TimeSpan.FromHours(1));
        for (var i = 0L; i < Keys; i++)
        {
            // All in one group, and so in one table.
            seen.TryAdd(TestKeys.Hash.Of(i) & (UInt128.MaxValue >> 7), i, out _);
        }

        using var scratch = new FingerprintScratch();
        using var table = new FingerprintTable(scratch);
        foreach (var (key, _) in seen.Entries().Take(Keys / 2))
        {
            table.TryAdd((ulong)(key >> 64), (ulong)key, 1, 1, 0);
        }

        var slots = Enumerable.Range(0, table.End).Select(at => table.TryGet(at, out _)).ToArray();
        Assert.Equal(Keys / 2, slots.Count(static s => s));
        Assert.InRange(Longest(slots, static isTaken => !isTaken), 1, 30 * 16);
    }

    // The longest run of slots in a table to which half of the keys were added, in the order of another.
    private static int RunOf(KeyOrder order)
    {
        var table = new StateTable<long, NeverGone<long>>(order);
        foreach (var key in Enumerable.Range(0, Keys).Select(static k => TestKeys.Hash.Of((long)k)).OrderBy(Order.PositionOf).Take(Keys / 2))
        {
            table.FindOrAdd(key, long.MinValue, out _);
        }

        return Longest(table.Slots, static s => s.Key == UInt128.Zero);
    }

    private static int Longest<T>(ReadOnlySpan<T> slots, Func<T, bool> isFree)
    {
        var (longest, run) = (0, 0);
        foreach (var slot in slots)
        {
            run = isFree(slot) ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Reports its full length, but ends earlier.
    private sealed class BrokenStream(byte[] bytes, long end) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..(int)Math.Min(buffer.Length, end - Position)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, (int)Math.Min(count, end - Position));
    }
}
