using System.ComponentModel;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of an interval join. A pair leaves when its second record comes, with the later of the two times. A record is
/// kept until the watermark shows that no partner can come; without one it leaves then, where the kind says so.
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
    private readonly Dictionary<UInt128, JoinPair<TLeft, TRight>> _pairs = [];
    private readonly Stack<JoinPair<TLeft, TRight>> _spare = new();

    // When the first record of a key and side can go: one entry for each, and old ones that its buffer's Due no longer names.
    private readonly PriorityQueue<(UInt128 Key, bool IsLeft), long> _due = new();
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
    /// <param name="kind">Which records leave without a partner.</param>
    public IntervalJoinBlock(LaneContext lane, TJoin join, JoinInterval interval, JoinKind kind)
        : base(lane)
    {
        ArgumentNullException.ThrowIfNull(interval);
        _join = join;
        _interval = interval;
        _isBounded = interval != JoinInterval.Unbounded;
        _behind = interval.BehindOf(kind);
        _keepsLeft = kind is JoinKind.Left or JoinKind.Full;
        _keepsRight = kind is JoinKind.Right or JoinKind.Full;
    }

    /// <summary>Keys of which records wait for partners.</summary>
    public int Keys => _pairs.Count;

    private protected override bool IsEmpty => _pairs.Count == 0;

    // A record that stays without a partner leaves when its own time has passed.
    private protected override long WatermarkBehind(long ticks) => EventTime.Behind(ticks, _behind);

    private protected override void ProcessLeft(RecordBatch<TLeft> batch)
    {
        var watermark = CurrentWatermark;
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var left = ref batch.Records[i];
            var time = batch.Times[i];
            if (time < watermark && _isBounded)
            {
                EmitLateLeft(in left, time);
                continue;
            }

            var (from, to) = _interval.RightOf(time);
            var pair = PairOf(batch.Keys[i]);
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
                Tidy(batch.Keys[i], pair);
            }
            else if (pair.Left.Add(time, in left, isMatched))
            {
                _due.Enqueue((batch.Keys[i], true), pair.Left.Due = to);
            }
        }
    }

    private protected override void ProcessRight(RecordBatch<TRight> batch)
    {
        var watermark = CurrentWatermark;
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var right = ref batch.Records[i];
            var time = batch.Times[i];
            if (time < watermark && _isBounded)
            {
                EmitLateRight(in right, time);
                continue;
            }

            var (from, to) = _interval.LeftOf(time);
            var pair = PairOf(batch.Keys[i]);
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
                Tidy(batch.Keys[i], pair);
            }
            else if (pair.Right.Add(time, in right, isMatched))
            {
                _due.Enqueue((batch.Keys[i], false), pair.Right.Due = to);
            }
        }
    }

    private protected override void Settle(long ticks)
    {
        if (ticks == Watermark.End)
        {
            SettleAll();
            return;
        }

        while (_due.TryPeek(out var first, out var at) && at < ticks)
        {
            _due.Dequeue();
            if (_pairs.TryGetValue(first.Key, out var pair) && at == (first.IsLeft ? pair.Left.Due : pair.Right.Due))
            {
                Settle(first.Key, first.IsLeft, pair, ticks);
            }
        }
    }

    private protected override void Write(BinaryWriter writer)
    {
        writer.Write(_pairs.Count);
        foreach (var (key, pair) in _pairs)
        {
            Write(writer, key, pair);
        }
    }

    private protected override void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            if (ReadPair(reader) is (var key, { } pair))
            {
                _pairs[key] = pair;
                Register(key, pair, isLeft: true);
                Register(key, pair, isLeft: false);
            }
        }
    }

    private JoinPair<TLeft, TRight> PairOf(UInt128 key)
    {
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, key, out _);
        return pair ??= _spare.TryPop(out var used) ? used : new JoinPair<TLeft, TRight>();
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

    // The end of the data: no partner can come to anything.
    private void SettleAll()
    {
        var keys = _pairs.Keys.ToArray();
        Array.Sort(keys);
        foreach (var pair in keys.Select(key => _pairs[key]))
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

        _pairs.Clear();
        _due.Clear();
    }

    private void Register(UInt128 key, JoinPair<TLeft, TRight> pair, bool isLeft)
    {
        if (isLeft && pair.Left.Count > 0)
        {
            _due.Enqueue((key, true), pair.Left.Due = _interval.RightOf(pair.Left[0].Time).To);
        }
        else if (!isLeft && pair.Right.Count > 0)
        {
            _due.Enqueue((key, false), pair.Right.Due = _interval.LeftOf(pair.Right[0].Time).To);
        }
    }

    private void Tidy(UInt128 key, JoinPair<TLeft, TRight> pair)
    {
        if (pair.IsEmpty)
        {
            _pairs.Remove(key);
            (pair.Left.Due, pair.Right.Due) = (long.MinValue, long.MinValue);
            _spare.Push(pair);
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
