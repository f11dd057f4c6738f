using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Testing.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A restore returns the complete state of the checkpoint, or fails with the reason.</summary>
public sealed class StateRestoreFaultTests
{
    private readonly SimulatedCheckpointStore _store = new();
    private readonly MemoryStateBackend _backend = new();
    private long _attempt;

    [Fact]
    public async Task A_value_that_cannot_be_read_ends_the_restore_of_all_lanes()
    {
        var taken = await TakeAsync(4);
        var restored = OpenAll(4);
        restored[2].OnRead = static () => throw new InvalidDataException("No such value.");
        var fault = await Assert.ThrowsAsync<CheckpointException>(() => RestoreAsync(_store, taken, restored));
        Assert.Matches(
            @"^Checkpoint file '[a-z0-9.-]+': an entry of the state 'values' of node 'node' does not match the type that the pipeline now has \(No such value\)\. Give the members",
            fault.Message);
    }

    // A network store reports a request that timed out like one that was cancelled.
    [Fact]
    public async Task A_timeout_is_a_fault_and_not_a_cancellation_of_the_restore()
    {
        var taken = await TakeAsync(4);
        var opened = 0;
        var slow = new EditedStore(_store, bytes => Interlocked.Increment(ref opened) == 3 ? throw new TaskCanceledException("the request timed out") : bytes);
        Assert.Equal("the request timed out", (await Assert.ThrowsAsync<TaskCanceledException>(() => RestoreAsync(slow, taken, OpenAll(4)))).Message);

        var restored = OpenAll(4);
        restored[2].OnRead = static () => throw new OperationCanceledException("the value timed out");
        Assert.Equal("the value timed out", (await Assert.ThrowsAsync<OperationCanceledException>(() => RestoreAsync(_store, taken, restored))).Message);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_ends_the_restore()
    {
        var taken = await TakeAsync(2);
        using var stop = new CancellationTokenSource();
        var restored = OpenAll(2);
        restored[1].OnRead = stop.Cancel;
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RestoreAsync(_store, taken, restored, stop.Token));
        Assert.Equal(stop.Token, fault.CancellationToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(100)]
    [InlineData(1000)]
    public Task A_truncated_file_is_damaged(int missing) => ExpectDamaged(bytes => bytes[..^missing]);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(100)]
    public Task A_file_with_only_its_beginning_is_damaged(int left) => ExpectDamaged(bytes => bytes[..left]);

    [Fact]
    public Task A_file_with_bytes_behind_its_end_is_damaged() => ExpectDamaged(static bytes => [.. bytes, 1, 2, 3]);

    [Fact]
    public Task A_length_of_two_gigabytes_is_damaged() => ExpectDamaged(static bytes =>
    {
        bytes[3] = 0x7f;
        return bytes;
    });

    // Entries are located by their length: without a check a shorter type would read each of them incorrectly.
    [Fact]
    public async Task Values_of_another_size_are_refused()
    {
        var written = OpenTyped<long, Longs>(out var old);
        for (var i = 1; i <= 1000; i++)
        {
            old.Of(TestKeys.Hash.Of((long)i)) = i;
        }

        var taken = await written.SnapshotAsync(1, CancellationToken.None);
        var fault = await RefusedAsync<int, Ints>(taken);
        Assert.Contains("does not match the type that the pipeline now has (it is 4 bytes longer)", fault.Message, StringComparison.Ordinal);
        fault = await RefusedAsync<(long, int), LongsAndInts>(taken);
        Assert.Contains("does not match the type that the pipeline now has (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_value_of_a_node_is_refused_by_name()
    {
        var taken = await TakeAsync(1);
        var values = new Dictionary<string, ReadOnlyMemory<byte>>(taken[0].Values) { ["prepared"] = "{}"u8.ToArray() };
        var fault = await Assert.ThrowsAsync<CheckpointException>(() => RestoreAsync(_store, [taken[0] with { Values = values }], OpenAll(1)));
        Assert.EndsWith(
            "holds the state 'prepared' of node 'node', which now has 'visits', 'values', 'windows', 'timers', 'due', 'list', 'rules', 'seen', 'number', 'watermark'. Use the former definition of the node, or give it another id with [Node].",
            fault.Message,
            StringComparison.Ordinal);
    }

    private async Task ExpectDamaged(Func<byte[], byte[]> edit)
    {
        var taken = await TakeAsync(1);
        var fault = await Assert.ThrowsAsync<CheckpointException>(() => RestoreAsync(new EditedStore(_store, edit, ".state"), taken, OpenAll(1)));
        Assert.Contains($"Checkpoint file '{taken[0].State!.Files[^1].Name}' in ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
    }

    private async Task<BlockSnapshot[]> TakeAsync(int count)
    {
        var lanes = OpenAll(count);
        await new ContractModel().WorkAsync([.. lanes.Select(static l => l.Lane)], new Random(1));
        return await Task.WhenAll(lanes.Select(static l => l.Lane.State.SnapshotAsync(1, CancellationToken.None)));
    }

    private async Task<CheckpointException> RefusedAsync<T, TCodec>(BlockSnapshot taken)
        where TCodec : struct, IEntryCodec<T>
    {
        var lane = OpenTyped<T, TCodec>(out _);
        return await Assert.ThrowsAsync<CheckpointException>(
            async () => await new StateRestorer("node", _store, _backend, TaskScheduler.Default).RestoreAsync(new VertexSnapshot([taken]), [lane], CancellationToken.None));
    }

    private LaneState OpenTyped<T, TCodec>(out KeyedTable<T, NeverGone<T>> table)
        where TCodec : struct, IEntryCodec<T>
    {
        var state = new LaneState(new StateScope { Node = "node", Lane = 0, Lanes = 1, Attempt = ++_attempt, Store = _store }, _backend);
        table = state.Add(new KeyedEntries<T, NeverGone<T>, TCodec>("pairs")).Table;
        state.Open();
        return state;
    }

    private WatchedLane[] OpenAll(int lanes)
    {
        _attempt++;
        return [.. Enumerable.Range(0, lanes).Select(lane => new WatchedLane(new StateScope { Node = "node", Lane = lane, Lanes = lanes, Attempt = _attempt, Store = _store }, _backend))];
    }

    private async Task RestoreAsync(ICheckpointStore store, IReadOnlyList<BlockSnapshot> taken, WatchedLane[] lanes, CancellationToken cancellationToken = default) =>
        await new StateRestorer("node", store, _backend, TaskScheduler.Default).RestoreAsync(new VertexSnapshot(taken), [.. lanes.Select(static l => l.Lane.State)], cancellationToken);

    private readonly struct Longs : IEntryCodec<long>
    {
        public static void Write(BinaryWriter writer, ref long value) => writer.Write(value);

        public static long Read(BinaryReader reader) => reader.ReadInt64();
    }

    private readonly struct Ints : IEntryCodec<int>
    {
        public static void Write(BinaryWriter writer, ref int value) => writer.Write(value);

        public static int Read(BinaryReader reader) => reader.ReadInt32();
    }

    private readonly struct LongsAndInts : IEntryCodec<(long, int)>
    {
        public static void Write(BinaryWriter writer, ref (long, int) value)
        {
            writer.Write(value.Item1);
            writer.Write(value.Item2);
        }

        public static (long, int) Read(BinaryReader reader) => (reader.ReadInt64(), reader.ReadInt32());
    }
}
