using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A lane of a source of messages.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TFormat">The format that decodes a message.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MessageSourceBlock<T, TFormat> : SourceBlock
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    // Bytes of a message over the limit in its dead letter: enough to recognize it, and below the limits of brokers.
    private const int KeptOfOversize = 64 << 10;

    private readonly IMessageSource<T, TFormat> _source;
    private readonly int _recordLimit;
    private TFormat _format;
    private ISourceReader<MessageChunk> _reader = null!;

    /// <summary>A lane of a source.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="source">The source that the user's property returned.</param>
    /// <param name="policy">How the watermark moves.</param>
    protected MessageSourceBlock(LaneContext lane, IMessageSource<T, TFormat> source, WatermarkPolicy policy)
        : base(lane, policy)
    {
        _source = lane.Job.Connectors?.Source(lane.Node, source) ?? source;
        _format = _source.Format;
        _recordLimit = lane.Job.RecordLimit;
    }

    /// <summary>The lane's copy of the format.</summary>
    protected ref TFormat Format => ref _format;

    /// <summary>The generated loop: each message is emitted to an output or counted.</summary>
    /// <param name="messages">One chunk; payloads are valid until the method returns.</param>
    protected abstract void Process(ReadOnlySpan<SourceMessage> messages);

    /// <summary>Whether a message is over the record limit and so is not decoded; with the reason for the dead letter.</summary>
    protected bool IsOversize(in SourceMessage message, [NotNullWhen(true)] out string? reason)
    {
        if (message.Payload.Length <= _recordLimit)
        {
            reason = null;
            return false;
        }

        reason = Oversize(in message);
        return true;
    }

    /// <summary>Emits a message as a dead letter.</summary>
    /// <param name="output">The output for rejects.</param>
    /// <param name="node">Counters of the node that rejects it.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ticks">Event time; 0 where it is unknown.</param>
    protected void Reject(Output<DeadLetter> output, NodeCounters node, in SourceMessage message, string reason, long ticks = 0)
    {
        var split = Splits[message.Split];
        var position = new SourcePosition(split.Source, split.Partition, message.Offset, KeptOf(in message).ToArray());
        output.Reject(node, reason, new DateTimeOffset(ProcessingTicks, TimeSpan.Zero), new BatchRow(ticks, RowKind.Insert, position));
    }

    /// <summary>Where a message was read, with a copy of its bytes, for nodes downstream that can reject.</summary>
    protected SourcePosition PositionOf(in SourceMessage message)
    {
        var split = Splits[message.Split];
        return new(split.Source, split.Partition, message.Offset, message.Payload.ToArray());
    }

    /// <summary>Drops a record whose processing threw, as the pipeline specifies.</summary>
    protected void Skip(NodeCounters node, in SourceMessage message, Exception cause) => Lane.Skip(node, Splits.PlaceOf(message.Split, message.Offset), cause);

    /// <summary>Fails the job for a record whose processing threw; returns where the limit of failures is reached and the record is rejected.</summary>
    protected void FailUntil(NodeCounters node, in SourceMessage message, Exception cause, int limit)
    {
        var place = Splits.PlaceOf(message.Split, message.Offset);
        Lane.FailUntil(node, place, place, cause, limit);
    }

    /// <summary>The error of a record whose processing threw, with its position.</summary>
    protected Exception Unexpected(NodeCounters node, in SourceMessage message, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new RecordFaultException(node.Node, Splits.PlaceOf(message.Split, message.Offset), cause);
    }

    private protected override async ValueTask<ISourceReader> OpenReaderAsync(SourceContext context, CancellationToken cancellationToken)
    {
        await _format.OpenAsync(new FormatContext(context), cancellationToken);
        return _reader = await _source.OpenAsync(context, cancellationToken);
    }

    private protected override bool TryTake([NotNullWhen(true)] out SourceChunk? chunk)
    {
        var isTaken = _reader.TryRead(out var messages);
        chunk = messages;
        return isTaken;
    }

    private protected override ValueTask PrepareAsync(SourceChunk chunk) => _format.PrepareAsync(((MessageChunk)chunk).Messages, Lane.Ended);

    private protected override void Work(SourceChunk chunk)
    {
        var messages = (MessageChunk)chunk;
        Splits.Begin(messages);
        Process(messages.Messages.Span);
        Splits.End(messages);
    }

    private string Oversize(in SourceMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"message is over the record limit of {_recordLimit} bytes: it has {message.Payload.Length}; the dead letter contains the first {KeptOf(in message).Length}");

    private ReadOnlySpan<byte> KeptOf(in SourceMessage message) =>
        message.Payload.Length <= _recordLimit ? message.Payload : message.Payload[..Math.Min(message.Payload.Length, KeptOfOversize)];
}
