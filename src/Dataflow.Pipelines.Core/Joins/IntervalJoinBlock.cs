using System.ComponentModel;
using System.Globalization;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of an interval join: a pair is emitted when its second record arrives, with the later of the two times. A record is
/// stored until the watermark shows that no partner can arrive; without one it is then emitted, if the join kind requires it.
/// </summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
/// <typeparam name="TJoin">Makes results of pairs.</typeparam>
/// <typeparam name="TLeftCodec">Writes left records to checkpoints.</typeparam>
/// <typeparam name="TRightCodec">Writes right records to checkpoints.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IntervalJoinBlock<TLeft, TRight, TOut, TJoin, TLeftCodec, TRightCodec> : JoinBlock<TLeft, TRight, TOut, TLeftCodec, TRightCodec>
    where TLeft : struct, IRecord<TLeft>
    where TRight : struct, IRecord<TRight>
    where TOut : struct, IRecord<TOut>
    where TJoin : struct, IJoin<TLeft, TRight, TOut>
    where TLeftCodec : struct, IRecordCodec<TLeft>
    where TRightCodec : struct, IRecordCodec<TRight>
{
    // Namespaces of the timers: the side whose first record is due.
    private const long LeftSide = 0;
    private const long RightSide = 1;

    // Timers for which state is loaded in one batch.
    private const int Round = 1024;

    // Most pairs that are retained for reuse; after a load peak the others are garbage.
    private const int MaxSpare = 1024;

    private readonly KeyedEntries<JoinPair<TLeft, TRight>?, JoinPair<TLeft, TRight>.Life, JoinPairCodec<TLeft, TRight, TLeftCodec, TRightCodec>> _entries;
    private readonly KeyedTable<JoinPair<TLeft, TRight>?, JoinPair<TLeft, TRight>.Life> _pairs;
    private readonly Stack<JoinPair<TLeft, TRight>> _spare = new();

    // When the first record of a key and side can be removed: one timer for each, and outdated ones that differ from its buffer's Due.
    private readonly TimerHeap _due;
    private readonly OperatorValue<string> _bounds;
    private readonly KeyRound _round;
    private readonly JoinInterval _interval;
    private readonly TJoin _join;
    private readonly long _behind;
    private readonly bool _isBounded;
    private readonly bool _keepsLeft;
    private readonly bool _keepsRight;

    /// <summary>A lane of an interval join. Outputs: 0 the results, 1 the late left records, 2 the late right ones; of two streams of one type both are output 1.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="join">Makes results of pairs.</param>
    /// <param name="interval">How far apart partners may be.</param>
    /// <param name="kind">Which records are emitted without a partner.</param>
    public IntervalJoinBlock(LaneContext lane, TJoin join, JoinInterval interval, JoinKind kind)
        : base(lane)
    {
        ArgumentNullException.ThrowIfNull(interval);
        _entries = lane.State.Add(new KeyedEntries<JoinPair<TLeft, TRight>?, JoinPair<TLeft, TRight>.Life, JoinPairCodec<TLeft, TRight, TLeftCodec, TRightCodec>>("pairs"));
        _pairs = _entries.Table;
        _due = lane.State.AddDue("due");
        _round = new KeyRound(lane.State.Order);
        _bounds = lane.State.AddValue("bounds", StateJson.Default.String);
        _bounds.Current = string.Create(CultureInfo.InvariantCulture, $"{interval.Lower}..{interval.Upper}");
        _join = join;
        _interval = interval;
        _isBounded = interval != JoinInterval.Unbounded;
        _behind = interval.BehindOf(kind);
        _keepsLeft = kind is JoinKind.Left or JoinKind.Full;
        _keepsRight = kind is JoinKind.Right or JoinKind.Full;
    }

    /// <summary>Keys with records that wait for partners.</summary>
    public long Keys => _pairs.Count();

    internal override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_bounds.Restored.Any(bounds => bounds != _bounds.Current))
        {
            // Waiting records follow the current bounds, not those of the checkpoint.
            _due.Clear();
            await _entries.ForEachAsync(Lane.State, Register);
        }

        await base.OpenAsync(cancellationToken);
    }

    // A record without a partner is emitted after the watermark has passed its time.
    private protected override long WatermarkBehind(long ticks) => EventTime.Behind(ticks, _behind);

    private protected override void ProcessLeft(RecordBatch<TLeft> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count && !IsFull; next++)
        {
            ref readonly var left = ref batch.Records[next];
            var time = batch.Times[next];
            if (time < watermark && _isBounded)
            {
                EmitLateLeft(batch, next);
                continue;
            }

            var (from, to) = _interval.RightOf(time);
            var pair = PairOf(batch, next);
            var isMatched = false;
            for (var at = pair.Right.Find(from); at < pair.Right.Count && pair.Right[at].Time <= to; at++)
            {
                ref var right = ref pair.Right[at];
                if (_join.TryJoin(in left, in right.Record, out var result))
                {
                    isMatched = right.IsMatched = true;
                    Emit(in result, Math.Max(time, right.Time));
                }
            }

            if (to < watermark)
            {
                LeaveLeft(in left, time, isMatched);
                Tidy(batch.Keys[next], pair);
            }
            else if (pair.Left.Add(time, in left, isMatched))
            {
                _due.Add(new TimerEntry(pair.Left.Due = to, batch.Keys[next], LeftSide));
            }
        }
    }

    private protected override void ProcessRight(RecordBatch<TRight> batch, ref int next)
    {
        var watermark = CurrentWatermark;
        for (; next < batch.Count && !IsFull; next++)
        {
            ref readonly var right = ref batch.Records[next];
            var time = batch.Times[next];
            if (time < watermark && _isBounded)
            {
                EmitLateRight(batch, next);
                continue;
            }

            var (from, to) = _interval.LeftOf(time);
            var pair = PairOf(batch, next);
            var isMatched = false;
            for (var at = pair.Left.Find(from); at < pair.Left.Count && pair.Left[at].Time <= to; at++)
            {
                ref var left = ref pair.Left[at];
                if (_join.TryJoin(in left.Record, in right, out var result))
                {
                    isMatched = left.IsMatched = true;
                    Emit(in result, Math.Max(time, left.Time));
                }
            }

            if (to < watermark)
            {
                LeaveRight(in right, time, isMatched);
                Tidy(batch.Keys[next], pair);
            }
            else if (pair.Right.Add(time, in right, isMatched))
            {
                _due.Add(new TimerEntry(pair.Right.Due = to, batch.Keys[next], RightSide));
            }
        }
    }

    private protected override async ValueTask SettleAsync(long ticks)
    {
        if (ticks == Watermark.End)
        {
            await SettleAllAsync();
            return;
        }

        while (_due.Count > 0 && _due.Next < ticks)
        {
            await Lane.State.LoadKeysAsync(_due, ticks - 1, Round);
            for (var left = Round; left > 0 && _due.Count > 0 && _due.Next < ticks; left--)
            {
                var timer = _due.Take();
                if (_pairs.Find(timer.Key) is { } pair && timer.Ticks == (timer.Namespace == LeftSide ? pair.Left.Due : pair.Right.Due))
                {
                    Settle(timer.Key, timer.Namespace == LeftSide, pair, ticks);
                    if (IsFull)
                    {
                        await FlushAsync();
                    }
                }
            }

            await Lane.State.TrimAsync();
        }
    }

    private JoinPair<TLeft, TRight> PairOf<T>(RecordBatch<T> batch, int index)
        where T : struct, IRecord<T>
    {
        if (index + StateKey.Ahead < batch.Count)
        {
            _pairs.Prefetch(batch.Keys[index + StateKey.Ahead]);
        }

        return _pairs.Of(batch.Keys[index]) ??= _spare.TryPop(out var used) ? used : new JoinPair<TLeft, TRight>();
    }

    private void Settle(UInt128 key, bool isLeft, JoinPair<TLeft, TRight> pair, long ticks)
    {
        if (isLeft)
        {
            while (pair.Left.Count > 0 && _interval.RightOf(pair.Left[0].Time).To < ticks)
            {
                LeaveLeft(in pair.Left[0].Record, pair.Left[0].Time, pair.Left[0].IsMatched);
                pair.Left.RemoveFirst();
            }
        }
        else
        {
            while (pair.Right.Count > 0 && _interval.LeftOf(pair.Right[0].Time).To < ticks)
            {
                LeaveRight(in pair.Right[0].Record, pair.Right[0].Time, pair.Right[0].IsMatched);
                pair.Right.RemoveFirst();
            }
        }

        Register(key, pair, isLeft);
        Tidy(key, pair);
    }

    // The end of the data: no further partner can arrive. In the order of the keys.
    private async ValueTask SettleAllAsync()
    {
        var bits = KeyRange.BitsFor(_pairs.Count() + Lane.State.CountCold(_entries, 0));
        for (var index = 0; index < 1 << bits; index++)
        {
            await _entries.CollectAsync(Lane.State, new KeyRange(Lane.State.Order, index, bits), _round);
            for (var i = 0; i < _round.Count; i++)
            {
                var (key, slot) = _round[i];
                var group = _pairs.GroupOf(key);
                LeaveAll(group[slot].Value!);
                group.NoteChange(slot);
                group[slot].Value = null;
                if (IsFull)
                {
                    await FlushAsync();
                }
            }

            _round.Clear();
            await Lane.State.TrimAsync();
        }

        foreach (var group in _pairs.Groups)
        {
            group.Sweep(long.MinValue);
        }

        _due.Clear();
    }

    private void LeaveAll(JoinPair<TLeft, TRight> pair)
    {
        for (var i = 0; i < pair.Left.Count; i++)
        {
            LeaveLeft(in pair.Left[i].Record, pair.Left[i].Time, pair.Left[i].IsMatched);
        }

        for (var i = 0; i < pair.Right.Count; i++)
        {
            LeaveRight(in pair.Right[i].Record, pair.Right[i].Time, pair.Right[i].IsMatched);
        }
    }

    private void Register(ref StateSlot<JoinPair<TLeft, TRight>?> slot)
    {
        Register(slot.Key, slot.Value!, isLeft: true);
        Register(slot.Key, slot.Value!, isLeft: false);
    }

    private void Register(UInt128 key, JoinPair<TLeft, TRight> pair, bool isLeft)
    {
        if (isLeft && pair.Left.Count > 0)
        {
            _due.Add(new TimerEntry(pair.Left.Due = _interval.RightOf(pair.Left[0].Time).To, key, LeftSide));
        }
        else if (!isLeft && pair.Right.Count > 0)
        {
            _due.Add(new TimerEntry(pair.Right.Due = _interval.LeftOf(pair.Right[0].Time).To, key, RightSide));
        }
    }

    private void Tidy(UInt128 key, JoinPair<TLeft, TRight> pair)
    {
        if (pair.IsEmpty)
        {
            _pairs.Of(key) = null;
            _pairs.NoteRemoved(key);
            (pair.Left.Due, pair.Right.Due) = (long.MinValue, long.MinValue);
            if (_spare.Count < MaxSpare)
            {
                _spare.Push(pair);
            }
        }
    }

    private void LeaveLeft(in TLeft left, long time, bool isMatched)
    {
        if (_keepsLeft && !isMatched && _join.TryJoinLeft(in left, out var result))
        {
            Emit(in result, time);
        }
    }

    private void LeaveRight(in TRight right, long time, bool isMatched)
    {
        if (_keepsRight && !isMatched && _join.TryJoinRight(in right, out var result))
        {
            Emit(in result, time);
        }
    }
}
