using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Deduplication;

public sealed class FingerprintStateTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private static readonly long Start = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private readonly SimulatedCheckpointStore _store = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 5)]
    public async Task Stored_keys_survive_a_restore_at_another_number_of_lanes(int before, int after)
    {
        List<BlockSnapshot> snapshots = [];
        for (var lane = 0; lane < before; lane++)
        {
            await using var keys = Open(lane, before);
            for (var i = 0; i < 30_000; i++)
            {
                if (KeyGroups.LaneOf(KeyGroups.Of(Key(i)), before) == lane)
                {
                    keys.Add(Key(i), Start + i);
                }
            }

            snapshots.Add(await keys.SnapshotAsync(1, Start));
        }

        // 24 bytes per key; the rest is headers and blocks.
        Assert.InRange(snapshots.SelectMany(static s => s.State!.Files).Sum(static f => f.Length), 30_000 * 24, 30_000 * 24 * 1.01);
        DeduplicationLane[] lanes = [.. Enumerable.Range(0, after).Select(lane => Open(lane, after))];
        await RestoreAsync(snapshots, lanes);
        foreach (var lane in lanes)
        {
            for (var i = 0; i < 30_000; i++)
            {
                Assert.Equal(KeyGroups.LaneOf(KeyGroups.Of(Key(i)), after) != lane.Index, lane.Seen.TryAdd(Key(i), Start + i, out _));
            }

            await lane.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_checkpoint_writes_new_entries_and_names_live_segments()
    {
        await using var keys = Open();
        keys.Add(Key(1), Start);
        var first = await keys.SnapshotAsync(1, Start);
        keys.Add(Key(2), Start + TimeSpan.TicksPerMinute);
        var second = await keys.SnapshotAsync(2, Start);
        var third = await keys.SnapshotAsync(3, Start + Within.Ticks - 1);
        var fourth = await keys.SnapshotAsync(4, Start + Within.Ticks);
        var last = await keys.SnapshotAsync(5, Start + (2 * Within.Ticks));

        Assert.Equal([1, 2, 2, 1, 0], new[] { first, second, third, fourth, last }.Select(static s => s.State!.Files.Count));
        Assert.Equal(2, _store.Disk.Files.Count);
        Assert.Equal(second.State!.Files[1], fourth.State!.Files[0]);
    }

    [Fact]
    public async Task Segments_of_the_checkpoint_before_a_restart_are_named_until_they_expire()
    {
        await using var keys = Open();
        keys.Add(Key(1), Start);
        var before = await keys.SnapshotAsync(1, Start);
        await using var left = Open(0, 2);
        await using var right = Open(1, 2);
        await RestoreAsync([before], left, right);
        var after = new[] { await left.SnapshotAsync(2, Start), await right.SnapshotAsync(2, Start) };
        Assert.Equal(before.State!.Files, after.SelectMany(static s => s.State!.Files));
        after = [await left.SnapshotAsync(3, Start + Within.Ticks), await right.SnapshotAsync(3, Start + Within.Ticks)];
        Assert.Empty(after.SelectMany(static s => s.State!.Files));
    }

    [Fact]
    public async Task A_restore_retains_keys_that_are_live_at_the_watermark_however_far_others_are_ahead()
    {
        await using var keys = Open();
        for (var i = 0; i < 2000; i++)
        {
            keys.Add(Key(i), Start);
            keys.Add(Key(100_000 + i), Start + TimeSpan.TicksPerHour);
        }

        var snapshot = await keys.SnapshotAsync(1, Start);
        await using var restored = Open();
        await RestoreAsync([snapshot], restored);
        for (var i = 0; i < 2000; i++)
        {
            Assert.False(restored.Seen.TryAdd(Key(i), Start, out _), $"key {i} was lost");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_set_with_the_entries_of_another_is_equal_to_it(bool hasWatermark)
    {
        using var seen = new FingerprintSet(Within);
        for (var i = 0; i < 5000; i++)
        {
            seen.TryAdd(Key(i), Start + (i * TimeSpan.TicksPerMillisecond), out _);
        }

        if (hasWatermark)
        {
            seen.Advance(Start + Within.Ticks + (1000 * TimeSpan.TicksPerMillisecond));
        }

        using var other = new FingerprintSet(Within);
        other.Advance(seen.Watermark);
        foreach (var (key, ticks) in seen.Entries())
        {
            Assert.True(other.TryAdd(key, ticks, out _));
        }

        for (var i = hasWatermark ? 1001 : 0; i < 5000; i++)
        {
            Assert.False(other.TryAdd(Key(i), Start + (i * TimeSpan.TicksPerMillisecond), out _), $"key {i} was lost");
        }

        Assert.Equal(hasWatermark ? 3999 : 5000, other.Count);
    }

    [Fact]
    public async Task A_damaged_segment_is_refused_by_name()
    {
        await using var keys = Open();
        keys.Add(Key(1), Start);
        var snapshot = await keys.SnapshotAsync(1, Start);
        var name = snapshot.State!.Files[0].Name;
        for (var at = 0; at < _store.Disk.Files[name].Length; at++)
        {
            _store.Disk.Files[name][at] ^= 1;
            await using var restored = Open();
            var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await RestoreAsync([snapshot], restored));
            Assert.Contains($"Checkpoint file '{name}' in memory is damaged", fault.Message, StringComparison.Ordinal);
            _store.Disk.Files[name][at] ^= 1;
        }
    }

    private static UInt128 Key(int number) => TestKeys.Hash.Of((long)number);

    private DeduplicationLane Open(int lane = 0, int lanes = 1) => new(_store, lane, lanes, Within);

    private async Task RestoreAsync(IReadOnlyList<BlockSnapshot> snapshots, params DeduplicationLane[] lanes) =>
        await new StateRestorer("distinct", _store, DeduplicationLane.Backend, TaskScheduler.Default)
            .RestoreAsync(new VertexSnapshot(snapshots), [.. lanes.Select(static l => l.State)], CancellationToken.None);
}
