using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Deduplication;

public sealed class FingerprintLogTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private static readonly long Start = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 5)]
    public async Task What_was_seen_is_known_after_a_restore_at_another_number_of_lanes(int before, int after)
    {
        var store = new SimulatedCheckpointStore();
        List<BlockSnapshot> snapshots = [];
        for (var lane = 0; lane < before; lane++)
        {
            await using var log = new FingerprintLog(store, $"distinct-{lane}", 1, Within);
            for (var i = 0; i < 30_000; i++)
            {
                if (KeyGroups.LaneOf(KeyGroups.Of(Key(i)), before) == lane)
                {
                    log.Append(Key(i), Start + i);
                }
            }

            snapshots.Add(await log.SnapshotAsync(1, Start, CancellationToken.None));
        }

        Assert.Equal(30_000 * 24, snapshots.SelectMany(static s => s.Files).Sum(static f => f.Length));
        for (var lane = 0; lane < after; lane++)
        {
            using var seen = new FingerprintSet(Within);
            await using var log = new FingerprintLog(store, $"distinct-{lane}", 2, Within);
            await log.RestoreAsync(snapshots, seen, lane, after, CancellationToken.None);
            for (var i = 0; i < 30_000; i++)
            {
                Assert.Equal(KeyGroups.LaneOf(KeyGroups.Of(Key(i)), after) != lane, seen.TryAdd(Key(i), Start + i, out _));
            }
        }
    }

    [Fact]
    public async Task A_checkpoint_writes_what_is_new_and_names_what_lives()
    {
        var store = new SimulatedCheckpointStore();
        await using var log = new FingerprintLog(store, "distinct-0", 1, Within);
        log.Append(Key(1), Start);
        var first = await log.SnapshotAsync(1, Start, CancellationToken.None);
        log.Append(Key(2), Start + TimeSpan.TicksPerMinute);
        var second = await log.SnapshotAsync(2, Start, CancellationToken.None);
        var third = await log.SnapshotAsync(3, Start + Within.Ticks - 1, CancellationToken.None);
        var fourth = await log.SnapshotAsync(4, Start + Within.Ticks, CancellationToken.None);
        var last = await log.SnapshotAsync(5, Start + (2 * Within.Ticks), CancellationToken.None);

        Assert.Equal([1, 2, 2, 1, 0], new[] { first, second, third, fourth, last }.Select(static s => s.Files.Count));
        Assert.Equal(2, store.Disk.Files.Count);
        Assert.All(store.Disk.Files.Values, static f => Assert.Equal(24, f.Length));
        Assert.Equal(second.Files[1], fourth.Files[0]);
    }

    [Fact]
    public async Task A_restore_keeps_keys_that_live_by_the_watermark_however_far_others_are_ahead()
    {
        var store = new SimulatedCheckpointStore();
        await using var log = new FingerprintLog(store, "distinct-0", 1, Within);
        for (var i = 0; i < 2000; i++)
        {
            log.Append(Key(i), Start);
            log.Append(Key(100_000 + i), Start + TimeSpan.TicksPerHour);
        }

        var snapshot = await log.SnapshotAsync(1, Start, CancellationToken.None);
        using var seen = new FingerprintSet(Within);
        await using var restored = new FingerprintLog(store, "distinct-0", 2, Within);
        await restored.RestoreAsync([snapshot], seen, 0, 1, CancellationToken.None);
        for (var i = 0; i < 2000; i++)
        {
            Assert.False(seen.TryAdd(Key(i), Start, out _), $"key {i} was forgotten");
        }
    }

    [Fact]
    public async Task A_damaged_segment_is_refused_by_name()
    {
        var store = new SimulatedCheckpointStore();
        await using var log = new FingerprintLog(store, "distinct-0", 1, Within);
        log.Append(Key(1), Start);
        var snapshot = await log.SnapshotAsync(1, Start, CancellationToken.None);
        store.Disk.Files[snapshot.Files[0].Name][3] ^= 1;

        using var seen = new FingerprintSet(Within);
        await using var restored = new FingerprintLog(store, "distinct-0", 2, Within);
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await restored.RestoreAsync([snapshot], seen, 0, 1, CancellationToken.None));
        Assert.Contains($"Checkpoint file '{snapshot.Files[0].Name}' in memory is damaged", fault.Message, StringComparison.Ordinal);
    }

    private static UInt128 Key(int number) => TestKeys.Hash.Of((long)number);
}
