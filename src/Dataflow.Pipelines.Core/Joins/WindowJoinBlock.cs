using System.ComponentModel;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a window join: the pairs of one key in one tumbling window are emitted when the watermark has passed its end, with
/// the last instant of the window as their time; so are records without a partner, if the join kind requires it.
/// </summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
/// <typeparam name="TJoin">Makes results of pairs.</typeparam>
/// <typeparam name="TLeftCodec">Writes left records to checkpoints.</typeparam>
/// <typeparam name="TRightCodec">Writes right records to checkpoints.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WindowJoinBlock<TLeft, TRight, TOut, TJoin, TLeftCodec, TRightCodec> : JoinBlock<TLeft, TRight, TOut, TLeftCodec, TRightCodec>
    where TLeft : struct, IRecord<TLeft>
    where TRight : struct, IRecord<TRight>
    where TOut : struct, IRecord<TOut>
    where TJoin : struct, IJoin<TLeft, TRight, TOut>
    where TLeftCodec : struct, IRecordCodec<TLeft>
    where TRightCodec : struct, IRecordCodec<TRight>
{
    private readonly NamespacedEntries<JoinPair<TLeft, TRight>?, JoinPairCodec<TLeft, TRight, TLeftCodec, TRightCodec>> _entries;
    private readonly NamespacedTable<JoinPair<TLeft, TRight>?> _open;
    private readonly KeyRound _round;
    private readonly TumblingWindows _windows;
    private readonly TJoin _join;
    private readonly bool _keepsLeft;
    private readonly bool _keepsRight;

    /// <summary>A lane of a window join. Outputs: 0 the results, 1 the late left records, 2 the late right ones; of two streams of one type both are output 1.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="join">Makes results of pairs.</param>
    /// <param name="windows">Size of the windows.</param>
    /// <param name="kind">Which records are emitted without a partner.</param>
    public WindowJoinBlock(LaneContext lane, TJoin join, TumblingWindows windows, JoinKind kind)
        : base(lane)
    {
        ArgumentNullException.ThrowIfNull(windows);
        _join = join;
        _windows = windows;
        _entries = lane.State.Add(new NamespacedEntries<JoinPair<TLeft, TRight>?, JoinPairCodec<TLeft, TRight, TLeftCodec, TRightCodec>>("windows", windows.Shape, OtherShape));
        _open = _entries.Table;
        _round = new KeyRound(lane.State.Order);
        _keepsLeft = kind is JoinKind.Left or JoinKind.Full;
        _keepsRight = kind is JoinKind.Right or JoinKind.Full;
    }

    private protected override void ProcessLeft(RecordBatch<TLeft> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count && !IsFull; next++)
        {
            var start = _windows.StartOf(batch.Times[next]);
            if (_windows.IsClosed(start, watermark))
            {
                EmitLateLeft(batch, next);
            }
            else
            {
                (PairOf(start, batch.Keys[next]) ??= new JoinPair<TLeft, TRight>()).Left.Add(batch.Times[next], in batch.Records[next], isMatched: false);
            }
        }
    }

    private protected override void ProcessRight(RecordBatch<TRight> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count && !IsFull; next++)
        {
            var start = _windows.StartOf(batch.Times[next]);
            if (_windows.IsClosed(start, watermark))
            {
                EmitLateRight(batch, next);
            }
            else
            {
                (PairOf(start, batch.Keys[next]) ??= new JoinPair<TLeft, TRight>()).Right.Add(batch.Times[next], in batch.Records[next], isMatched: false);
            }
        }
    }

    private protected override ValueTask LoadAsync(ReadOnlyMemory<UInt128> keys, ReadOnlyMemory<long> times)
    {
        if (!Lane.State.HasCold(_entries))
        {
            return ValueTask.CompletedTask;
        }

        var windows = new long[keys.Length];
        for (var i = 0; i < windows.Length; i++)
        {
            windows[i] = _windows.StartOf(times.Span[i]);
        }

        return Lane.State.LoadAsync(_entries, keys, windows);
    }

    private protected override async ValueTask SettleAsync(long ticks)
    {
        var closed = 0;
        for (; closed < _open.Count && _windows.IsClosed(_open[closed].Id, ticks); closed++)
        {
            await CloseAsync(_open[closed]);
        }

        _open.RemoveFirst(closed);
    }

    private ref JoinPair<TLeft, TRight>? PairOf(long start, UInt128 key)
    {
        var window = _open.GetOrAdd(start).Values;
        return ref window[window.FindOrAdd(StateKey.Stored(key), long.MinValue, out _)].Value;
    }

    // In rounds, a range of keys at a time: the results of a window are never all in memory.
    private async ValueTask CloseAsync(StateNamespace<JoinPair<TLeft, TRight>?> window)
    {
        var time = EventTime.Clamp(_windows.EndOf(window.Id) - 1);
        var bits = KeyRange.BitsFor(window.Values.Used + Lane.State.CountCold(_entries, window.Id));
        for (var index = 0; index < 1 << bits; index++)
        {
            var range = new KeyRange(Lane.State.Order, index, bits);
            await Lane.State.LoadAsync(_entries, window.Id, range);
            window.Values.Collect(range, _round);
            _round.Sort();
            for (var i = 0; i < _round.Count; i++)
            {
                await CloseAsync(window.Values[_round[i].Slot].Value!, time);
                window.Values.Forget(_round[i].Slot);
            }

            _round.Clear();
            await EndRoundAsync();
        }
    }

    private async ValueTask CloseAsync(JoinPair<TLeft, TRight> pair, long time)
    {
        for (var l = 0; l < pair.Left.Count; l++)
        {
            CloseLeft(ref pair.Left[l], pair.Right, time);
            if (IsFull)
            {
                await FlushAsync();
            }
        }

        for (var r = 0; _keepsRight && r < pair.Right.Count; r++)
        {
            if (!pair.Right[r].IsMatched && _join.TryJoinRight(in pair.Right[r].Record, out var alone))
            {
                Emit(in alone, time);
            }
        }
    }

    private void CloseLeft(ref JoinEntry<TLeft> left, JoinBuffer<TRight> partners, long time)
    {
        for (var r = 0; r < partners.Count; r++)
        {
            ref var right = ref partners[r];
            if (_join.TryJoin(in left.Record, in right.Record, out var result))
            {
                left.IsMatched = right.IsMatched = true;
                Emit(in result, time);
            }
        }

        if (_keepsLeft && !left.IsMatched && _join.TryJoinLeft(in left.Record, out var alone))
        {
            Emit(in alone, time);
        }
    }

    private CheckpointException OtherShape(string node, string stored) => new(
        $"Records of '{node}' in the checkpoint wait in windows of '{stored}', and the pipeline now specifies '{_windows.Shape}': partners would be in different windows. Drain the job with the former windows first, or give the node another id.");
}
