using System.Text;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>The way of a lane's timers to checkpoints and back: two counts, and 24 bytes a timer.</summary>
internal sealed class TimerStore(StateScope scope, TimerQueue queue) : IStateStore
{
    private readonly MemoryStream _buffer = new();

    public StateScope Scope { get; } = scope;

    public ValueTask LoadAsync(ReadOnlyMemory<UInt128> keys) => ValueTask.CompletedTask;

    public void Advance(long watermark, long processing)
    {
    }

    public async ValueTask RestoreAsync(IReadOnlyList<StateSnapshot> snapshots, CancellationToken cancellationToken)
    {
        foreach (var file in snapshots.SelectMany(static s => s.Files))
        {
            await using var stream = await CheckpointReader.OpenAsync(Scope.Store, file, cancellationToken);
            using var reader = new BinaryReader(stream);
            Read(reader, queue.Event);
            Read(reader, queue.Processing);
        }
    }

    public Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken)
    {
        if (queue.Count == 0)
        {
            return Task.FromResult(new StateSnapshot(Scope.Name, []));
        }

        _buffer.SetLength(0);
        using (var writer = new BinaryWriter(_buffer, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer, queue.Event);
            Write(writer, queue.Processing);
        }

        return StoreAsync(checkpoint, cancellationToken);
    }

    public ValueTask DisposeAsync() => _buffer.DisposeAsync();

    private async Task<StateSnapshot> StoreAsync(long checkpoint, CancellationToken cancellationToken)
    {
        await using var file = Scope.Store.Create(Scope.FileOf(checkpoint));
        file.Write(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        return new StateSnapshot(Scope.Name, [await file.CompleteAsync(cancellationToken)]);
    }

    private static void Write(BinaryWriter writer, TimerSet timers)
    {
        writer.Write(timers.Count);
        foreach (var timer in timers.Entries)
        {
            writer.Write((ulong)(timer.Key >> 64));
            writer.Write((ulong)timer.Key);
            writer.Write(timer.Ticks);
        }
    }

    private void Read(BinaryReader reader, TimerSet timers)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
            var timer = new TimerEntry(reader.ReadInt64(), key);
            if (Scope.Owns(key))
            {
                timers.Add(timer);
            }
        }
    }
}
