using System.ComponentModel;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a sample: the first of every N records of a key is emitted. The state of a key is the number of its records since the last emitted
/// one; a key whose next record is emitted takes no memory.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SampleBlock<T> : Block
    where T : struct, IRecord<T>
{
    private readonly int _every;
    private readonly bool _isKeyed;
    private readonly NodeCounters _counters;
    private readonly Output<T> _output;
    private readonly KeyedTable<int, DefaultIsGone<int>> _counts;

    /// <summary>A lane of a sample.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="every">One record out of this many is emitted, at least 1.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without keys, all records share one.</param>
    public SampleBlock(LaneContext lane, int every, bool isKeyed)
        : base(lane)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_every, _isKeyed) = (every, isKeyed);
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<T>();
        _counts = lane.State.Add(new KeyedEntries<int, DefaultIsGone<int>, CountCodec>("count")).Table;
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        var records = (RecordBatch<T>)batch;
        if (Lane.State.HasColdKeys)
        {
            await Lane.State.LoadKeysAsync(StateKey.Of(records, _isKeyed));
        }

        Process(records);
    }

    private void Process(RecordBatch<T> batch)
    {
        ref var emitter = ref _output.Emitter;
        var passed = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var key = _isKeyed ? batch.Keys[i] : StateKey.None;
            ref var count = ref _counts.Of(key);
            if (count == 0)
            {
                emitter.Emit(in batch.Records[i], batch, i);
                passed++;
            }

            // A job that restarts with a smaller number may restore a count above it.
            count = count + 1 < _every ? count + 1 : 0;
            if (count == 0)
            {
                _counts.NoteRemoved(key);
            }
        }

        _counters.In += batch.Count;
        _counters.Out += passed;
        _counters.Filtered += batch.Count - passed;
    }

    private readonly struct CountCodec : IEntryCodec<int>
    {
        public static void Write(BinaryWriter writer, ref int value) => writer.Write(value);

        public static int Read(BinaryReader reader) => reader.ReadInt32();
    }
}
