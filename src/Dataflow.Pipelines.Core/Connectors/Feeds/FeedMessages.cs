using System.Buffers;

namespace Dataflow.Pipelines.Connectors;

/// <summary>Copies of messages, in pooled memory.</summary>
internal sealed class FeedMessages : MessageChunk
{
    private readonly byte[] _bytes;
    private readonly SourceMessage[] _messages;

    public FeedMessages(int split, long position, IReadOnlyList<ReadOnlyMemory<byte>> messages, Range range, ReadOnlyMemory<long> positions, string? cursor)
    {
        var (first, count) = range.GetOffsetAndLength(messages.Count);
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            length = checked(length + messages[first + i].Length);
        }

        _bytes = ArrayPool<byte>.Shared.Rent(length);
        _messages = ArrayPool<SourceMessage>.Shared.Rent(count);
        for (int i = 0, at = 0; i < count; i++)
        {
            var message = messages[first + i];
            message.CopyTo(_bytes.AsMemory(at));
            Next = positions.IsEmpty ? position + i : positions.Span[first + i];
            _messages[i] = new SourceMessage(_bytes, at, message.Length, split, Next++);
            at += message.Length;
        }

        Messages = _messages.AsMemory(0, count);
        Cursor = cursor;
    }

    /// <summary>Position after the last message.</summary>
    public long Next { get; private set; }

    public override void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<SourceMessage>.Shared.Return(_messages, clearArray: true);
    }
}
