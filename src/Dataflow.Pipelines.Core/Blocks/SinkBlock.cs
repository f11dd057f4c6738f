using System.ComponentModel;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A lane of a sink: passes batches to the connector's writer, in step with checkpoints.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SinkBlock<T> : Block
    where T : struct, IRecord<T>
{
    private readonly ISink<T> _sink;
    private readonly TimeSpan? _rollOn;
    private readonly NodeCounters _counters;
    private readonly PreparedValue _prepared;
    private ISinkWriter<T>? _writer;

    /// <summary>A lane of a sink.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="sink">The sink that the user's property returned.</param>
    /// <param name="rollOn">Length of the windows that it rolls on.</param>
    public SinkBlock(LaneContext lane, ISink<T> sink, TimeSpan? rollOn = null)
        : base(lane)
    {
        _sink = lane.Job.Connectors?.Sink(lane.Node, sink) ?? sink;
        _rollOn = rollOn;
        _counters = lane.Counters(lane.Node);
        _prepared = lane.State.AddPrepared("prepared");
    }

    internal override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _writer = await _sink.OpenAsync(
            new SinkContext
            {
                Pipeline = Lane.Pipeline,
                Node = Lane.Node,
                Lane = Lane.Lane,
                Instance = Lane.Job.Instance,
                Attempt = Lane.Job.Attempt,
                IsRestored = Lane.Job.IsRestored,
                OnMissingState = Lane.Job.OnMissingState,
                RollOn = _rollOn,
                Counters = _counters,
                RequestCheckpoint = Lane.RequestCheckpoint,
                Fail = Lane.Fail,
                StartupTimeout = Lane.Job.StartupTimeout,
                Ended = Lane.Ended,
                Time = Lane.Time,
                Logger = Lane.Logger,
            },
            cancellationToken);

        await _writer.RecoverAsync(_prepared.Restored, cancellationToken);
    }

    internal override ValueTask CommitAsync(BlockSnapshot snapshot, CancellationToken cancellationToken) =>
        _writer!.CommitAsync(snapshot.Checkpoint, _prepared.Of(snapshot.Values), cancellationToken);

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var records = (RecordBatch<T>)batch;
        var late = _counters.Late;
        await _writer!.WriteAsync(records, Lane.Ended);
        _counters.In += records.Count;
        _counters.Out += records.Count - (_counters.Late - late);
    }

    private protected override ValueTask OnWatermarkAsync(long ticks) => _writer!.OnWatermarkAsync(ticks, Lane.Ended);

    private protected override void OnSnapshot(CheckpointBarrier barrier) => _prepared.Prepare(_writer!.PrepareAsync(barrier.Checkpoint));

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
