using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>
/// A lane of a de-duplication: the first record of a key goes on, those that follow within the span are counted and
/// dropped. Each new key is appended to a log; a checkpoint is that log's segments of the last span, so it costs what
/// was new since the one before and not what is remembered.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class DeduplicateBlock<T> : Block
    where T : struct, IRecord<T>
{
    private const int Ahead = 12;
    private readonly NodeCounters counters;
    private readonly Output<T> output;
    private readonly FingerprintSet seen;
    private readonly FingerprintLog log;

    /// <summary>A lane of a de-duplication.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="within">Span of event time, above zero.</param>
    public DeduplicateBlock(LaneContext lane, TimeSpan within)
        : base(lane)
    {
        counters = lane.Counters(lane.Node);
        output = AddOutput<T>();
        seen = new FingerprintSet(within);
        log = new FingerprintLog(lane.Store, $"{lane.Node}-{lane.Lane}", lane.Attempt, within);
    }

    /// <summary>Bytes that the remembered keys take.</summary>
    public long StateBytes => seen.Bytes;

    internal override async ValueTask OpenAsync(VertexSnapshot snapshot, CancellationToken cancellationToken)
    {
        await log.RestoreAsync(snapshot.Lanes, seen, Lane.Lane, Lane.Lanes, cancellationToken);
    }

    private protected override ValueTask ProcessAsync(int input, Message batch)
    {
        Process((RecordBatch<T>)batch);
        return ValueTask.CompletedTask;
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        seen.Advance(ticks);
        return ValueTask.CompletedTask;
    }

    private protected override Task<BlockSnapshot> SnapshotAsync(CheckpointBarrier barrier) => log.SnapshotAsync(barrier.Checkpoint, seen.Watermark, Lane.Ended);

    private void Process(RecordBatch<T> batch)
    {
        var keys = batch.Keys.AsSpan(0, batch.Count);
        ref var emitter = ref output.Emitter;
        var duplicates = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + Ahead < keys.Length)
            {
                seen.Prefetch(keys[i + Ahead]);
            }

            var ticks = batch.Times[i];
            if (!seen.TryAdd(keys[i], ticks, out var isRemembered))
            {
                duplicates++;
                continue;
            }

            if (isRemembered)
            {
                log.Append(keys[i], ticks);
            }

            emitter.Time = ticks;
            if (batch.HasPositions)
            {
                emitter.Emit(in batch.Records[i], in batch.Positions[i]);
            }
            else
            {
                emitter.Emit(in batch.Records[i]);
            }
        }

        counters.In += keys.Length;
        counters.Duplicates += duplicates;
        counters.Out += keys.Length - duplicates;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        seen.Dispose();
        await log.DisposeAsync();
        await base.DisposeAsync();
    }
}
