using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A lane of a source of records. A record has no original bytes: a dead letter has it as JSON.</summary>
/// <typeparam name="T">The record type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordSourceBlock<T> : SourceBlock
    where T : struct, IRecord<T>
{
    private readonly IRecordSource<T> _source;
    private readonly JsonBuffer _json = new();
    private ISourceReader<RecordChunk<T>> _reader = null!;
    private RecordChunk<T> _chunk = null!;

    /// <summary>A lane of a source.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="source">The source that the user's property returned.</param>
    /// <param name="policy">How the watermark moves.</param>
    protected RecordSourceBlock(LaneContext lane, IRecordSource<T> source, WatermarkPolicy policy)
        : base(lane, policy) => _source = lane.Job.Connectors?.Source(lane.Node, source) ?? source;

    /// <summary>The generated loop: each record is emitted to an output or counted.</summary>
    /// <param name="records">The records of one chunk.</param>
    /// <param name="split">Index of their split.</param>
    protected abstract void Process(ReadOnlySpan<T> records, int split);

    /// <summary>Emits a record of the chunk as a dead letter.</summary>
    /// <param name="output">The output for rejects.</param>
    /// <param name="node">Counters of the node that rejects it.</param>
    /// <param name="index">Index in the chunk.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ticks">Event time; 0 where it is unknown.</param>
    protected void Reject(Output<DeadLetter> output, NodeCounters node, int index, string reason, long ticks = 0) =>
        output.Reject(node, reason, new DateTimeOffset(ProcessingTicks, TimeSpan.Zero), new BatchRow(ticks, RowKind.Insert, PositionOf(index)));

    /// <summary>Where a record of the chunk was read, with the record as JSON, for nodes downstream that can reject.</summary>
    protected SourcePosition PositionOf(int index)
    {
        var split = Splits[_chunk.Split];
        return new(split.Source, split.Partition, _chunk.PositionOf(index), _json.Write(in _chunk.Records.Span[index]).ToArray());
    }

    /// <summary>Drops a record whose processing threw, as the pipeline specifies.</summary>
    protected void Skip(NodeCounters node, int index, Exception cause) => Lane.Skip(node, PlaceOf(index), cause);

    /// <summary>Fails the job for a record whose processing threw; returns where the limit of failures is reached and the record is rejected.</summary>
    protected void FailUntil(NodeCounters node, int index, Exception cause, int limit) => Lane.FailUntil(node, PlaceOf(index), PlaceOf(index), cause, limit);

    /// <summary>The error of a record whose processing threw, with its position.</summary>
    protected Exception Unexpected(NodeCounters node, int index, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new RecordFaultException(node.Node, PlaceOf(index), cause);
    }

    private protected override async ValueTask<ISourceReader> OpenReaderAsync(SourceContext context, CancellationToken cancellationToken) =>
        _reader = await _source.OpenAsync(context, cancellationToken);

    private protected override bool TryTake([NotNullWhen(true)] out SourceChunk? chunk)
    {
        var isTaken = _reader.TryRead(out var records);
        chunk = records;
        return isTaken;
    }

    private protected override void Work(SourceChunk chunk)
    {
        _chunk = (RecordChunk<T>)chunk;
        _ = Splits[_chunk.Split];
        Process(_chunk.Records.Span, _chunk.Split);
        Splits.Advance(_chunk.Split, _chunk.Next, _chunk.Cursor);
    }

    private string PlaceOf(int index) => Splits.PlaceOf(_chunk.Split, _chunk.PositionOf(index));
}
