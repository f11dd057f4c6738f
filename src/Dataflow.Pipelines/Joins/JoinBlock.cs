using System.ComponentModel;
using System.Text.Json;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a join: two inputs whose records came by their keys, so that partners meet in one lane. Its watermark is the
/// lesser of both; what is behind it is late and goes to the late output of its side.
/// </summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
/// <typeparam name="TLeftCodec">Writes left records to checkpoints.</typeparam>
/// <typeparam name="TRightCodec">Writes right records to checkpoints.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JoinBlock<TLeft, TRight, TOut, TLeftCodec, TRightCodec> : Block
    where TLeft : struct, IRecord<TLeft>
    where TRight : struct, IRecord<TRight>
    where TOut : struct, IRecord<TOut>
    where TLeftCodec : struct, IRecordCodec<TLeft>
    where TRightCodec : struct, IRecordCodec<TRight>
{
    private readonly NodeCounters _counters;
    private readonly Output<TOut> _output;
    private readonly Output<TLeft> _lateLeft;
    private readonly Output<TRight> _lateRight;
    private readonly MemoryStream _bytes = new();

    // The watermark, without the one that the end of the data brings: a later start goes on behind it.
    private long _closedUntil = Watermark.None;

    // Outputs: 0 the results, 1 the late left records, 2 the late right ones; of two streams of one type both are output 1.
    private protected JoinBlock(LaneContext lane)
        : base(lane)
    {
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<TOut>();
        _lateLeft = AddOutput<TLeft>();
        _lateRight = typeof(TLeft) == typeof(TRight) ? (Output<TRight>)(object)_lateLeft : AddOutput<TRight>();
    }

    internal override async ValueTask OpenAsync(VertexSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var lane in snapshot.Lanes)
        {
            var state = JsonSerializer.Deserialize(lane.State.Span, CheckpointJson.Default.JoinState)!;
            _closedUntil = Math.Max(_closedUntil, state.Watermark);
            if (state.File is { } file)
            {
                await using var stream = await CheckpointReader.OpenAsync(Lane.Store, file, cancellationToken);
                using var reader = new BinaryReader(stream);
                Read(reader);
            }
        }

        if (snapshot.Lanes.Count > 0)
        {
            RestoreWatermark(_closedUntil);
        }
    }

    /// <summary>Pairs the records of a batch, until all are done or <see cref="IsFull"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="next">The record to begin with, and to go on from.</param>
    private protected abstract void ProcessLeft(RecordBatch<TLeft> batch, ref int next);

    /// <inheritdoc cref="ProcessLeft"/>
    private protected abstract void ProcessRight(RecordBatch<TRight> batch, ref int next);

    /// <summary>Puts out what the watermark settles, and forgets what can have no partner any more.</summary>
    private protected abstract ValueTask SettleAsync(long ticks);

    private protected abstract bool IsEmpty { get; }

    private protected abstract void Write(BinaryWriter writer);

    /// <summary>Takes over what belongs to this lane of what any lane wrote.</summary>
    private protected abstract void Read(BinaryReader reader);

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var isLeft = PortOf(input) == 0;
        _counters.In += batch.RecordCount;
        for (var next = 0; next < batch.RecordCount;)
        {
            if (isLeft)
            {
                ProcessLeft((RecordBatch<TLeft>)batch, ref next);
            }
            else
            {
                ProcessRight((RecordBatch<TRight>)batch, ref next);
            }

            if (IsFull)
            {
                await FlushAsync();
            }
        }
    }

    private protected override async ValueTask OnWatermarkAsync(long ticks)
    {
        await SettleAsync(ticks);
        _closedUntil = ticks == Watermark.End ? _closedUntil : Math.Max(_closedUntil, ticks);
    }

    /// <summary>Whether the results fill a batch and are to be sent before more follow: a record may have many partners.</summary>
    private protected bool IsFull => _output.Emitter.Count >= RecordBatch<TOut>.Capacity;

    private protected override Task<BlockSnapshot> SnapshotAsync(CheckpointBarrier barrier)
    {
        if (IsEmpty)
        {
            return Task.FromResult(Snapshot(barrier.Checkpoint, _closedUntil, null));
        }

        // One checkpoint is under way at a time, so the buffer of the one before is free.
        _bytes.SetLength(0);
        using (var writer = new BinaryWriter(_bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Write(writer);
        }

        return StoreAsync(barrier.Checkpoint, _closedUntil);
    }

    private protected void Emit(in TOut result, long time)
    {
        _counters.Out++;
        _output.Emitter.Time = time;
        _output.Emitter.Emit(in result);
    }

    private protected void EmitLateLeft(in TLeft record, long time)
    {
        _counters.Late++;
        _lateLeft.Emitter.Time = time;
        _lateLeft.Emitter.Emit(in record);
    }

    private protected void EmitLateRight(in TRight record, long time)
    {
        _counters.Late++;
        _lateRight.Emitter.Time = time;
        _lateRight.Emitter.Emit(in record);
    }

    private protected static void Write(BinaryWriter writer, UInt128 key, JoinPair<TLeft, TRight> pair)
    {
        writer.Write((ulong)(key >> 64));
        writer.Write((ulong)key);
        writer.Write(pair.Left.Count);
        foreach (ref readonly var entry in pair.Left.Span)
        {
            writer.Write(entry.Time);
            writer.Write(entry.IsMatched);
            default(TLeftCodec).Write(writer, in entry.Record);
        }

        writer.Write(pair.Right.Count);
        foreach (ref readonly var entry in pair.Right.Span)
        {
            writer.Write(entry.Time);
            writer.Write(entry.IsMatched);
            default(TRightCodec).Write(writer, in entry.Record);
        }
    }

    /// <returns>The key and what is held of it; none where the key is another lane's.</returns>
    private protected (UInt128 Key, JoinPair<TLeft, TRight>? Pair) ReadPair(BinaryReader reader)
    {
        var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
        var pair = new JoinPair<TLeft, TRight>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (time, isMatched) = (reader.ReadInt64(), reader.ReadBoolean());
            pair.Left.Add(time, default(TLeftCodec).Read(reader), isMatched);
        }

        for (var right = reader.ReadInt32(); right > 0; right--)
        {
            var (time, isMatched) = (reader.ReadInt64(), reader.ReadBoolean());
            pair.Right.Add(time, default(TRightCodec).Read(reader), isMatched);
        }

        return (key, KeyGroups.LaneOf(KeyGroups.Of(key), Lane.Lanes) == Lane.Lane ? pair : null);
    }

    private static BlockSnapshot Snapshot(long checkpoint, long watermark, CheckpointFile? file) => new()
    {
        Checkpoint = checkpoint,
        State = JsonSerializer.SerializeToUtf8Bytes(new JoinState(watermark, file), CheckpointJson.Default.JoinState),
        Files = file is null ? [] : [file],
    };

    private async Task<BlockSnapshot> StoreAsync(long checkpoint, long watermark)
    {
        await using var file = Lane.Store.Create($"{Lane.Node}-{Lane.Lane}-{Lane.Attempt:d6}-{checkpoint:d9}.join");
        file.Write(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));
        return Snapshot(checkpoint, watermark, await file.CompleteAsync(Lane.Ended));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _bytes.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
