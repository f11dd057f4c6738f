using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Deduplication;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a de-duplication: the first record of a key is emitted, those that follow within the TTL are counted and
/// dropped. Each new key is appended to a log; a checkpoint is that log's segments of the last TTL, so its cost depends
/// on the keys that are new since the previous one, not on all stored keys.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeduplicateBlock<T> : Block
    where T : struct, IRecord<T>
{
    private readonly NodeCounters _counters;
    private readonly Output<T> _output;
    private readonly FingerprintSet _seen;
    private readonly FingerprintState _log;
    private readonly OperatorValue<long> _watermark;

    /// <summary>A lane of a de-duplication.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="within">TTL of a key, in event time, above zero.</param>
    public DeduplicateBlock(LaneContext lane, TimeSpan within)
        : base(lane)
    {
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<T>();
        _seen = new FingerprintSet(within);
        _watermark = lane.State.AddValue("watermark", StateJson.Default.Int64);
        _log = lane.State.Add(new FingerprintState("keys", _seen, within, _watermark));
    }

    /// <summary>Bytes of the stored keys.</summary>
    public long StateBytes => _seen.Bytes;

    private protected override ValueTask ProcessAsync(int input, Message batch)
    {
        Process((RecordBatch<T>)batch);
        return ValueTask.CompletedTask;
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        _seen.Advance(ticks);
        return ValueTask.CompletedTask;
    }

    private protected override void OnSnapshot(CheckpointBarrier barrier) => _watermark.Current = _seen.Watermark;

    private void Process(RecordBatch<T> batch)
    {
        var keys = batch.Keys.AsSpan(0, batch.Count);
        ref var emitter = ref _output.Emitter;
        var duplicates = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + StateKey.Ahead < keys.Length)
            {
                _seen.Prefetch(keys[i + StateKey.Ahead]);
            }

            var ticks = batch.Times[i];
            if (!_seen.TryAdd(keys[i], ticks, out var isRemembered))
            {
                duplicates++;
                continue;
            }

            if (isRemembered)
            {
                _log.Append(keys[i], ticks);
            }

            emitter.Emit(in batch.Records[i], batch, i);
        }

        _counters.In += keys.Length;
        _counters.Duplicates += duplicates;
        _counters.Out += keys.Length - duplicates;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _seen.Dispose();
        await base.DisposeAsync();
    }
}
