using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>
/// Messages in librdkafka's memory: payloads are read in place in the fetch response. Goes from the polling thread to
/// the lane and back; the polling thread frees the messages, so that the lane does not spend time on it.
/// </summary>
internal sealed unsafe class NativeChunk(int capacity, ChunkExchange exchange) : MessageChunk
{
    private readonly nint[] _natives = new nint[capacity];
    private readonly SourceMessage[] _messages = new SourceMessage[capacity];
    private int _count;

    public override ReadOnlyMemory<SourceMessage> Messages => _messages.AsMemory(0, _count);

    internal int Used => _count;

    /// <summary>Free space for native messages; accepted ones move to its front.</summary>
    internal Span<nint> Room => _natives.AsSpan(_count);

    public override void Release() => exchange.GiveBack(this);

    /// <summary>Takes ownership of a native message.</summary>
    internal void Add(NativeMessage* message, int split)
    {
        _natives[_count] = (nint)message;
        _messages[_count++] = new(message->Payload, (int)message->Length, split, message->Offset);
    }

    /// <summary>Frees the messages; the chunk is empty afterwards.</summary>
    internal void Clear()
    {
        for (var i = 0; i < _count; i++)
        {
            Librdkafka.MessageDestroy((NativeMessage*)_natives[i]);
        }

        _count = 0;
    }
}
