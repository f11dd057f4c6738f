using System.ComponentModel;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.Joins;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a window join: the pairs of one key in one tumbling window leave when the watermark has passed its end, with
/// the last instant of the window as their time; so do records without a partner, where the kind says so.
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
    private readonly SortedDictionary<long, Dictionary<UInt128, JoinPair<TLeft, TRight>>> _open = [];
    private readonly TumblingWindows _windows;
    private readonly TJoin _join;
    private readonly bool _keepsLeft;
    private readonly bool _keepsRight;

    /// <summary>A lane of a window join. Outputs: 0 the results, 1 the late left records, 2 the late right ones; of two streams of one type both are output 1.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="join">Makes results of pairs.</param>
    /// <param name="windows">Size of the windows.</param>
    /// <param name="kind">Which records leave without a partner.</param>
    public WindowJoinBlock(LaneContext lane, TJoin join, TumblingWindows windows, JoinKind kind)
        : base(lane)
    {
        _join = join;
        _windows = windows;
        _keepsLeft = kind is JoinKind.Left or JoinKind.Full;
        _keepsRight = kind is JoinKind.Right or JoinKind.Full;
    }

    private protected override bool IsEmpty => _open.Count == 0;

    private protected override void ProcessLeft(RecordBatch<TLeft> batch)
    {
        var watermark = CurrentWatermark;
        for (var i = 0; i < batch.Count; i++)
        {
            var start = _windows.StartOf(batch.Times[i]);
            if (_windows.IsClosed(start, watermark))
            {
                EmitLateLeft(in batch.Records[i], batch.Times[i]);
            }
            else
            {
                PairOf(start, batch.Keys[i]).Left.Add(batch.Times[i], in batch.Records[i], isMatched: false);
            }
        }
    }

    private protected override void ProcessRight(RecordBatch<TRight> batch)
    {
        var watermark = CurrentWatermark;
        for (var i = 0; i < batch.Count; i++)
        {
            var start = _windows.StartOf(batch.Times[i]);
            if (_windows.IsClosed(start, watermark))
            {
                EmitLateRight(in batch.Records[i], batch.Times[i]);
            }
            else
            {
                PairOf(start, batch.Keys[i]).Right.Add(batch.Times[i], in batch.Records[i], isMatched: false);
            }
        }
    }

    private protected override void Settle(long ticks)
    {
        while (_open.Count > 0)
        {
            var (start, window) = _open.First();
            if (!_windows.IsClosed(start, ticks))
            {
                return;
            }

            // In the order of the keys: the same window gives the same order in every run.
            var keys = window.Keys.ToArray();
            Array.Sort(keys);
            foreach (var key in keys)
            {
                Close(window[key], EventTime.Clamp(_windows.EndOf(start) - 1));
            }

            _open.Remove(start);
        }
    }

    private protected override void Write(BinaryWriter writer)
    {
        writer.Write(_open.Count);
        foreach (var (start, window) in _open)
        {
            writer.Write(start);
            writer.Write(window.Count);
            foreach (var (key, pair) in window)
            {
                Write(writer, key, pair);
            }
        }
    }

    private protected override void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var start = reader.ReadInt64();
            for (var keys = reader.ReadInt32(); keys > 0; keys--)
            {
                if (ReadPair(reader) is (var key, { } pair))
                {
                    WindowOf(start)[key] = pair;
                }
            }
        }
    }

    private Dictionary<UInt128, JoinPair<TLeft, TRight>> WindowOf(long start)
    {
        if (!_open.TryGetValue(start, out var window))
        {
            _open[start] = window = [];
        }

        return window;
    }

    private JoinPair<TLeft, TRight> PairOf(long start, UInt128 key)
    {
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(WindowOf(start), key, out _);
        return pair ??= new JoinPair<TLeft, TRight>();
    }

    private void Close(JoinPair<TLeft, TRight> pair, long time)
    {
        for (var l = 0; l < pair.Left.Count; l++)
        {
            ref var left = ref pair.Left[l];
            for (var r = 0; r < pair.Right.Count; r++)
            {
                ref var right = ref pair.Right[r];
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

        for (var r = 0; _keepsRight && r < pair.Right.Count; r++)
        {
            if (!pair.Right[r].IsMatched && _join.TryJoinRight(in pair.Right[r].Record, out var alone))
            {
                Emit(in alone, time);
            }
        }
    }
}
