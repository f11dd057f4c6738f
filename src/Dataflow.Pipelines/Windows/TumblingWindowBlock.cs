using System.Runtime.InteropServices;
using System.Text.Json;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// A lane of a tumbling window: one accumulator a window and key. A window fires once, when the watermark has passed its
/// end and the allowed lateness; what comes later goes to the late output and is counted.
/// </summary>
/// <typeparam name="TIn">The records in the windows.</typeparam>
/// <typeparam name="TOut">The result of a window.</typeparam>
/// <typeparam name="TAccumulator">Generated from the declared aggregates.</typeparam>
public sealed class TumblingWindowBlock<TIn, TOut, TAccumulator> : Block
    where TIn : struct, IRecord<TIn>
    where TOut : struct, IRecord<TOut>
    where TAccumulator : struct, IWindowAccumulator<TIn, TOut>
{
    private readonly NodeCounters counters;
    private readonly Output<TOut> output;
    private readonly Output<TIn> lateOutput;
    private readonly SortedDictionary<long, Dictionary<UInt128, TAccumulator>> open = [];
    private readonly TumblingWindows windows;
    private readonly bool isKeyed;
    private readonly MemoryStream bytes = new();
    private long closedUntil = long.MinValue;
    private long currentStart = long.MinValue;
    private Dictionary<UInt128, TAccumulator>? current;

    /// <summary>A lane of a window. Outputs: 0 the results, 1 the late records.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="windows">Size and allowed lateness.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without, a window has one accumulator.</param>
    public TumblingWindowBlock(LaneContext lane, TumblingWindows windows, bool isKeyed)
        : base(lane)
    {
        counters = lane.Counters(lane.Node);
        output = AddOutput<TOut>();
        lateOutput = AddOutput<TIn>();
        this.windows = windows;
        this.isKeyed = isKeyed;
    }

    internal override async ValueTask OpenAsync(VertexSnapshot snapshot, CancellationToken cancellationToken)
    {
        // Lanes differ only where the data had ended and each had closed windows of its own: none of them opens again.
        var closed = long.MinValue;
        foreach (var lane in snapshot.Lanes)
        {
            var state = JsonSerializer.Deserialize(lane.State.Span, CheckpointJson.Default.WindowsState)!;
            closed = Math.Max(closed, state.Watermark);
            if (state.File is { } file)
            {
                await using var stream = await CheckpointReader.OpenAsync(Lane.Store, file, cancellationToken);
                using var reader = new BinaryReader(stream);
                Read(reader);
            }
        }

        if (snapshot.Lanes.Count > 0)
        {
            RestoreWatermark(closedUntil = closed);
        }
    }

    private protected override ValueTask ProcessAsync(int input, Message batch)
    {
        Process((RecordBatch<TIn>)batch);
        return ValueTask.CompletedTask;
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        while (open.Count > 0)
        {
            var (start, window) = open.First();
            if (!windows.IsClosed(start, ticks))
            {
                break;
            }

            Fire(start, window);
            open.Remove(start);
            closedUntil = Math.Max(closedUntil, windows.ClosedAt(start));
        }

        // The end of the data closes what is open and not what a later start will read.
        closedUntil = ticks == Watermark.End ? closedUntil : Math.Max(closedUntil, ticks);
        (currentStart, current) = (long.MinValue, null);
        return ValueTask.CompletedTask;
    }

    // A window that waits for late records puts its result out when the watermark is past the result's time by the lateness.
    private protected override long WatermarkBehind(long ticks) =>
        ticks is Watermark.End or long.MinValue ? ticks : ticks - windows.AllowedLateness.Ticks;

    private protected override Task<BlockSnapshot> SnapshotAsync(CheckpointBarrier barrier)
    {
        if (open.Count == 0)
        {
            return Task.FromResult(Snapshot(barrier.Checkpoint, closedUntil, null));
        }

        // One checkpoint is under way at a time, so the buffer of the one before is free.
        bytes.SetLength(0);
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Write(writer);
        }

        return StoreAsync(barrier.Checkpoint, closedUntil, Lane.Ended);
    }

    private static BlockSnapshot Snapshot(long checkpoint, long watermark, CheckpointFile? file) => new()
    {
        Checkpoint = checkpoint,
        State = JsonSerializer.SerializeToUtf8Bytes(new WindowsState(watermark, file), CheckpointJson.Default.WindowsState),
        Files = file is null ? [] : [file],
    };

    private async Task<BlockSnapshot> StoreAsync(long checkpoint, long watermark, CancellationToken cancellationToken)
    {
        await using var file = Lane.Store.Create($"{Lane.Node}-{Lane.Lane}-{Lane.Epoch:d6}-{checkpoint:d9}.windows");
        file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return Snapshot(checkpoint, watermark, await file.CompleteAsync(cancellationToken));
    }

    private void Process(RecordBatch<TIn> batch)
    {
        var late = 0;
        var watermark = CurrentWatermark;
        var size = windows.Size.Ticks;
        var times = batch.Times.AsSpan(0, batch.Count);
        for (var i = 0; i < times.Length;)
        {
            if (current is null || times[i] < currentStart || times[i] - currentStart >= size)
            {
                var start = windows.StartOf(times[i]);
                if (windows.IsClosed(start, watermark))
                {
                    late++;
                    lateOutput.Emitter.Time = times[i];
                    lateOutput.Emitter.Emit(in batch.Records[i]);
                    i++;
                    continue;
                }

                currentStart = start;
                if (!open.TryGetValue(start, out current))
                {
                    open[start] = current = [];
                }
            }

            // Nearly all records are of the window of the one before: a run of them costs one look-up.
            var end = i + 1;
            while (end < times.Length && times[end] >= currentStart && times[end] - currentStart < size)
            {
                end++;
            }

            Add(current, batch, i, end);
            i = end;
        }

        counters.In += batch.Count;
        counters.Late += late;
    }

    private void Add(Dictionary<UInt128, TAccumulator> window, RecordBatch<TIn> batch, int from, int to)
    {
        if (isKeyed)
        {
            for (var i = from; i < to; i++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(window, batch.Keys[i], out _).Add(in batch.Records[i], batch.Times[i]);
            }

            return;
        }

        ref var accumulator = ref CollectionsMarshal.GetValueRefOrAddDefault(window, default, out _);
        for (var i = from; i < to; i++)
        {
            accumulator.Add(in batch.Records[i], batch.Times[i]);
        }
    }

    private void Fire(long start, Dictionary<UInt128, TAccumulator> window)
    {
        var end = start + windows.Size.Ticks;

        // A result belongs to the last instant of its window.
        output.Emitter.Time = end - 1;
        foreach (var key in SortedKeys(window))
        {
            ref var accumulator = ref CollectionsMarshal.GetValueRefOrNullRef(window, key);
            output.Emitter.Emit(accumulator.Result(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(end, TimeSpan.Zero)));
            accumulator.Release();
        }

        counters.Out += window.Count;
    }

    private static UInt128[] SortedKeys(Dictionary<UInt128, TAccumulator> window)
    {
        // In the order of the keys: the same window gives the same order in every run.
        var keys = window.Keys.ToArray();
        Array.Sort(keys);
        return keys;
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(open.Count);
        foreach (var (start, window) in open)
        {
            writer.Write(start);
            writer.Write(window.Count);
            foreach (var key in window.Keys)
            {
                writer.Write((ulong)(key >> 64));
                writer.Write((ulong)key);
                CollectionsMarshal.GetValueRefOrNullRef(window, key).Write(writer);
            }
        }
    }

    private void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var start = reader.ReadInt64();
            if (!open.TryGetValue(start, out var window))
            {
                open[start] = window = [];
            }

            for (var keys = reader.ReadInt32(); keys > 0; keys--)
            {
                var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
                var accumulator = default(TAccumulator);
                accumulator.Read(reader);
                if (KeyGroups.LaneOf(KeyGroups.Of(key), Lane.Lanes) == Lane.Lane)
                {
                    window[key] = accumulator;
                }
            }
        }
    }
}
