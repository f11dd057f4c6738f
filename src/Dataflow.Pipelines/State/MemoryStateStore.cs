using System.Text;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.State;

/// <summary>
/// State in memory. A checkpoint is one file a lane: the fields, then each key group with its length, so that a restore reads past
/// the groups of other lanes.
/// </summary>
internal sealed class MemoryStateStore<T, TCodec>(StateScope scope, TtlPolicy? ttl) : IStateStore<T>
    where TCodec : struct, IStateCodec<T>
{
    private const int Version = 1;
    private const int End = -1;

    // Above this the buffer of a group is given back after a snapshot.
    private const int KeptBuffer = 1 << 20;
    private readonly MemoryStream _buffer = new();

    public StateScope Scope { get; } = scope;

    public KeyedState<T> Values { get; } = new(ttl);

    public ValueTask LoadAsync(ReadOnlyMemory<UInt128> keys) => ValueTask.CompletedTask;

    public void Advance(long watermark, long processing) => Values.Advance(watermark, processing);

    public async ValueTask RestoreAsync(IReadOnlyList<StateSnapshot> snapshots, CancellationToken cancellationToken)
    {
        foreach (var file in snapshots.SelectMany(static s => s.Files))
        {
            await using var stream = await CheckpointReader.OpenAsync(Scope.Store, file, cancellationToken);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            Read(reader, file.Name);
        }
    }

    public Task<StateSnapshot> SnapshotAsync(long checkpoint, CancellationToken cancellationToken)
    {
        CheckpointFileWriter? file = null;
        using var writer = new BinaryWriter(_buffer, Encoding.UTF8, leaveOpen: true);
        for (var group = 0; group < KeyGroups.Count; group++)
        {
            if (WriteGroup(writer, group) is var count and > 0)
            {
                file ??= Create(checkpoint);
                WriteHead(file, group, count, (int)_buffer.Length);
                file.Write(Written());
            }
        }

        if (file is null)
        {
            return Task.FromResult(new StateSnapshot(Scope.Name, []));
        }

        file.Write(BitConverter.GetBytes(End));
        if (_buffer.Capacity > KeptBuffer)
        {
            _buffer.SetLength(0);
            _buffer.Capacity = 0;
        }

        return CompleteAsync(file, cancellationToken);
    }

    public ValueTask DisposeAsync() => _buffer.DisposeAsync();

    // Off the lane: an fsync takes milliseconds.
    private async Task<StateSnapshot> CompleteAsync(CheckpointFileWriter file, CancellationToken cancellationToken)
    {
        await using (file)
        {
            return new StateSnapshot(Scope.Name, [await file.CompleteAsync(cancellationToken)]);
        }
    }

    private CheckpointFileWriter Create(long checkpoint)
    {
        var file = Scope.Store.Create(Scope.FileOf(checkpoint));
        using var head = new MemoryStream();
        using var writer = new BinaryWriter(head, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(TCodec.Fields.Count);
        foreach (var field in TCodec.Fields)
        {
            writer.Write(field.Name);
            writer.Write(field.Type);
        }

        file.Write(head.GetBuffer().AsSpan(0, (int)head.Length));
        return file;
    }

    private int WriteGroup(BinaryWriter writer, int group)
    {
        _buffer.SetLength(0);
        var count = 0;
        foreach (ref readonly var slot in Values.Group(group).Slots)
        {
            if (Values.IsKept(in slot))
            {
                count++;
                writer.Write((ulong)(slot.Key >> 64));
                writer.Write((ulong)slot.Key);
                writer.Write(slot.Time);
                TCodec.Write(writer, in slot.Value);
            }
        }

        writer.Flush();
        return count;
    }

    private static void WriteHead(CheckpointFileWriter file, int group, int count, int length)
    {
        file.Write(BitConverter.GetBytes(group));
        file.Write(BitConverter.GetBytes(count));
        file.Write(BitConverter.GetBytes(length));
    }

    private ReadOnlySpan<byte> Written() => _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length);

    private void Read(BinaryReader reader, string name)
    {
        var version = reader.ReadInt32();
        if (version != Version)
        {
            throw new CheckpointException($"Checkpoint file '{name}' in {Scope.Store.Location} has format {version}, and this version of the engine reads {Version}. Start with the version that wrote it.");
        }

        var written = new StateField[reader.ReadInt32()];
        for (var i = 0; i < written.Length; i++)
        {
            written[i] = new StateField(reader.ReadString(), reader.ReadString());
        }

        var fields = new StateFields(Scope.Node, written, TCodec.Fields);
        for (var group = reader.ReadInt32(); group != End; group = reader.ReadInt32())
        {
            var (count, length) = (reader.ReadInt32(), reader.ReadInt32());
            if (KeyGroups.LaneOf(group, Scope.Lanes) == Scope.Lane)
            {
                ReadGroup(reader, count, fields);
            }
            else
            {
                reader.ReadBytes(length);
            }
        }
    }

    private void ReadGroup(BinaryReader reader, int count, StateFields fields)
    {
        for (; count > 0; count--)
        {
            var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
            var time = reader.ReadInt64();
            Values.Restore(key, time, TCodec.Read(reader, fields));
        }
    }
}
