using System.ComponentModel;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// A lane of a sample: the first of each so many records of a key goes on. Kept by key is how many have come since the last that went on; a key that
/// is at its next first takes no memory.
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
    private readonly KeyedTable<int, DefaultIsGone<int>> _come;

    /// <summary>A lane of a sample.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="every">One of how many records goes on, at least 1.</param>
    /// <param name="isKeyed">Whether the batches carry keys; without, all records have one.</param>
    public SampleBlock(LaneContext lane, int every, bool isKeyed)
        : base(lane)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_every, _isKeyed) = (every, isKeyed);
        _counters = lane.Counters(lane.Node);
        _output = AddOutput<T>();
        _come = lane.State.Add(new KeyedEntries<int, DefaultIsGone<int>, CountCodec>("come")).Table;
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
            ref var come = ref _come.Of(key);
            if (come == 0)
            {
                emitter.Emit(in batch.Records[i], batch, i);
                passed++;
            }

            // A start with a smaller number may find more than that.
            come = come + 1 < _every ? come + 1 : 0;
            if (come == 0)
            {
                _come.NoteRemoved(key);
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
