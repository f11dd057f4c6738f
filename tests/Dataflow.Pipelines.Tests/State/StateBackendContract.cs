using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>What every state backend must do; each implementation inherits it.</summary>
public abstract class StateBackendContract
{
    private readonly MemoryDisk _disk = new();
    private IStateBackend? _backend;
    private long _attempt;

    private SimulatedCheckpointStore Disk => new(_disk, new SimulatedProcess());

    [Fact]
    public async Task A_key_begins_with_the_default_and_keeps_what_is_written_in_place()
    {
        await using var store = Open<Visits, VisitsCodec>();
        Assert.Equal(default, await At(store, 1));
        store.Values.Of(Key(1), 0) = new Visits(1, "a");
        ref var again = ref store.Values.Of(Key(1), 0);
        again = again with { Count = again.Count + 1 };
        Assert.Equal(new Visits(2, "a"), await At(store, 1));
        Assert.Equal(default, await At(store, 2));
        Assert.Equal(1, store.Values.Count);
    }

    [Fact]
    public Task Random_work_restored_at_other_lane_counts_is_what_a_dictionary_holds() => Seeds.RunAsync(1, 20, async seed =>
    {
        var random = new Random(seed);
        var model = new Dictionary<int, Visits>();
        var lanes = 1;
        IReadOnlyList<StateSnapshot> taken = [];
        for (var life = 1; life <= 5; life++)
        {
            lanes = random.Next(1, 5);
            List<StateLane<Visits>> stores = [];
            for (var lane = 0; lane < lanes; lane++)
            {
                stores.Add(Open<Visits, VisitsCodec>(lane, lanes));
            }

            await RestoreAsync(taken, [.. stores]);

            for (var i = 0; i < 2000; i++)
            {
                var number = random.Next(1500);
                var value = random.Next(4) == 0 ? default : new Visits(random.Next(), random.Next(3) == 0 ? null : $"{random.Next()}");
                var owner = stores[KeyGroups.LaneOf(KeyGroups.Of(Key(number)), lanes)];
                ref var state = ref owner.Values.Of(Key(number), 0);
                Assert.Equal(model.GetValueOrDefault(number), state);
                (state, model[number]) = (value, value);
            }

            Assert.Equal(model.Values.Count(static v => v != default), stores.Sum(static s => s.Values.Count));
            taken = [.. await Task.WhenAll(stores.Select(s => s.SnapshotAsync(life, CancellationToken.None)))];
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    });

    [Fact]
    public async Task What_changes_behind_a_snapshot_is_not_in_it()
    {
        await using var store = Open<Visits, VisitsCodec>();
        store.Values.Of(Key(1), 0) = new Visits(1, null);
        var taking = store.SnapshotAsync(1, CancellationToken.None);
        store.Values.Of(Key(1), 0) = new Visits(2, null);
        store.Values.Of(Key(2), 0) = new Visits(3, null);
        await using var restored = Open<Visits, VisitsCodec>();
        await RestoreAsync([await taking], restored);
        Assert.Equal(new Visits(1, null), await At(restored, 1));
        Assert.Equal(default, await At(restored, 2));
    }

    [Fact]
    public async Task A_state_that_is_the_default_again_is_forgotten_and_an_empty_one_writes_no_file()
    {
        await using var store = Open<Visits, VisitsCodec>();
        store.Values.Of(Key(1), 0) = new Visits(1, null);
        store.Values.Of(Key(1), 0) = default;
        Assert.Equal(0, store.Values.Count);
        Assert.Empty((await store.SnapshotAsync(1, CancellationToken.None)).Files);
    }

    [Fact]
    public async Task An_earlier_version_is_read_field_by_field()
    {
        await using var old = Open<(long, string), CountCodec>();
        old.Values.Of(Key(1), 0) = (5, "gone");
        old.Values.Of(Key(2), 0) = (6, null!);
        var taken = await old.SnapshotAsync(1, CancellationToken.None);
        await using var store = Open<Visits, VisitsCodec>();
        await RestoreAsync([taken], store);
        Assert.Equal(new Visits(5, null), await At(store, 1));
        Assert.Equal(new Visits(6, null), await At(store, 2));
    }

    [Fact]
    public async Task A_field_of_another_type_is_refused_by_name()
    {
        await using var old = Open<Visits, VisitsCodec>();
        old.Values.Of(Key(1), 0) = new Visits(1, "a");
        var taken = await old.SnapshotAsync(1, CancellationToken.None);
        await using var store = Open<long, LongCodec>();
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await RestoreAsync([taken], store));
        Assert.Equal(
            "The state of 'visits' cannot be restored: its field 'last' was 'text?' in the checkpoint and is 'int64' now. Give the new field another name, or the old one its type back.",
            fault.Message);
    }

    [Fact]
    public async Task A_flipped_bit_is_found()
    {
        await using var old = Open<Visits, VisitsCodec>();
        old.Values.Of(Key(1), 0) = new Visits(1, "a");
        var taken = await old.SnapshotAsync(1, CancellationToken.None);
        _disk.Files[taken.Files[0].Name][^20] ^= 1;
        await using var store = Open<Visits, VisitsCodec>();
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await RestoreAsync([taken], store));
        Assert.Contains(taken.Files[0].Name, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StateRefresh.OnWrite, StateClock.EventTime)]
    [InlineData(StateRefresh.OnReadAndWrite, StateClock.EventTime)]
    [InlineData(StateRefresh.OnWrite, StateClock.ProcessingTime)]
    [InlineData(StateRefresh.OnReadAndWrite, StateClock.ProcessingTime)]
    public async Task A_state_lives_for_its_span_from_what_refreshes_it(StateRefresh refresh, StateClock clock)
    {
        var ttl = new TtlPolicy(TimeSpan.FromTicks(100), refresh, clock);
        await using var store = Open<Visits, VisitsCodec>(ttl: ttl);
        Assert.Equal(default, Call(1000, new Visits(1, null)));
        Assert.Equal(new Visits(1, null), Call(1099, new Visits(1, null)));

        // Read and written the same: only one of the two kinds goes on living.
        var isReadEnough = refresh == StateRefresh.OnReadAndWrite;
        Assert.Equal(isReadEnough ? new Visits(1, null) : default, Call(1100, new Visits(2, null)));
        Assert.Equal(new Visits(2, null), Call(1199, new Visits(3, null)));
        Assert.Equal(new Visits(3, null), Call(1298, new Visits(3, null)));

        // The span goes over a restart.
        var taken = await store.SnapshotAsync(1, CancellationToken.None);
        await using var again = Open<Visits, VisitsCodec>(ttl: ttl);
        await RestoreAsync([taken], again);
        again.Advance(1298, 1298);
        Assert.Equal(1, again.Values.Count);
        again.Advance(1299, 1299);
        Assert.Equal(isReadEnough ? 1 : 0, again.Values.Count);
        again.Advance(1398, 1398);
        Assert.Equal(0, again.Values.Count);

        Visits Call(long ticks, Visits next)
        {
            var (watermark, processing) = clock == StateClock.EventTime ? (ticks - 50, 0L) : (0L, ticks);
            store.Advance(watermark, processing);
            ref var state = ref store.Values.Of(Key(7), clock == StateClock.EventTime ? ticks : 5);
            var seen = state;
            state = next;
            store.Values.Settle();
            return seen;
        }
    }

    [Fact]
    public async Task State_that_had_no_span_begins_it_when_it_is_first_asked_for()
    {
        await using var old = Open<Visits, VisitsCodec>();
        old.Values.Of(Key(1), 1000) = new Visits(1, "a");
        var taken = await old.SnapshotAsync(1, CancellationToken.None);
        await using var store = Open<Visits, VisitsCodec>(ttl: new TtlPolicy(TimeSpan.FromTicks(100)));
        await RestoreAsync([taken], store);
        store.Advance(5000, 0);
        Assert.Equal(new Visits(1, "a"), await At(store, 1, 5000));
        store.Advance(5100, 0);
        Assert.Equal(0, store.Values.Count);
    }

    [Fact]
    public async Task A_million_keys_seen_once_leave_no_memory_behind()
    {
        const int Keys = 1_000_000;
        await using var store = Open<Visits, VisitsCodec>(ttl: new TtlPolicy(TimeSpan.FromTicks(100_000)));
        long most = 0;
        for (var i = 1; i <= Keys; i++)
        {
            store.Values.Of(Key(i), i) = new Visits(1, null);
            store.Values.Settle();
            if (i % 1000 == 0)
            {
                store.Advance(i, 0);
                most = Math.Max(most, store.Values.Bytes);
            }
        }

        // A span's keys and those of the step before the sweep, in tables between a quarter and three quarters full.
        Assert.InRange(most, 1, 200_000 * 4L * 64);
        Assert.InRange(store.Values.Count, 99_000, 101_000);
        for (var i = Keys; i < Keys + 310_000; i += 1000)
        {
            store.Advance(i, 0);
        }

        Assert.Equal((0, 0), (store.Values.Count, store.Values.Bytes));
    }

    /// <summary>The backend.</summary>
    protected abstract IStateBackend Backend();

    private static UInt128 Key(int number) => TestKeys.Hash.Of((long)number);

    private static Task<Visits> At(StateLane<Visits> lane, int number, long ticks = 0) => Task.FromResult(lane.Values.Of(Key(number), ticks));

    private StateLane<T> Open<T, TCodec>(int lane = 0, int lanes = 1, TtlPolicy? ttl = null)
        where TCodec : struct, IStateCodec<T>
    {
        var state = new UserState<T, TCodec>("state", "visits", ttl);
        var scope = new StateScope { Node = "visits", Lane = lane, Lanes = lanes, Attempt = ++_attempt, Store = Disk };
        return new StateLane<T>(state.Values, (_backend ??= Backend()).Open(scope, [state]));
    }

    private ValueTask RestoreAsync(IReadOnlyList<StateSnapshot> taken, params StateLane[] lanes) => _backend!.RestoreAsync(
        new StateRestore("visits", Disk, TaskScheduler.Default, taken, [.. lanes.Select(static l => l.Store)]), CancellationToken.None);
}
