using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Deduplication;

/// <summary>The state of a de-duplication in one lane, without its block.</summary>
internal sealed class DeduplicationLane : IAsyncDisposable
{
    private static long _attempts;
    private readonly OperatorValue<long> _watermark;
    private readonly FingerprintState _log;

    public DeduplicationLane(SimulatedCheckpointStore store, int lane, int lanes, TimeSpan within)
    {
        Index = lane;
        Seen = new FingerprintSet(within);
        State = new LaneState(
            new StateScope { Node = "distinct", Lane = lane, Lanes = lanes, Attempt = Interlocked.Increment(ref _attempts), Store = store }, Backend);
        _watermark = State.AddValue("watermark", StateJson.Default.Int64);
        _log = State.Add(new FingerprintState("keys", Seen, within, _watermark));
        State.Open();
    }

    public static MemoryStateBackend Backend { get; } = new();

    public int Index { get; }

    public FingerprintSet Seen { get; }

    public LaneState State { get; }

    public void Add(UInt128 key, long ticks)
    {
        Assert.True(Seen.TryAdd(key, ticks, out _));
        _log.Append(key, ticks);
    }

    public Task<BlockSnapshot> SnapshotAsync(long checkpoint, long watermark)
    {
        Seen.Advance(watermark);
        _watermark.Current = watermark;
        return State.SnapshotAsync(checkpoint, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Seen.Dispose();
        await State.DisposeAsync();
    }
}
