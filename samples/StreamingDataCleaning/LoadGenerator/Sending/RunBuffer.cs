using System.Runtime.InteropServices;
using Dataflow.Pipelines.Kafka.Native;
using StreamingDataCleaning.LoadGenerator.Events;

namespace StreamingDataCleaning.LoadGenerator.Sending;

/// <summary>A buffer for a run of messages of one partition, outside the managed heap and reused for each run.</summary>
internal sealed unsafe class RunBuffer : IDisposable
{
    private readonly NativeMessage[] _messages;
    private readonly byte* _bytes;
    private int _used;

    internal RunBuffer(int capacity)
    {
        _messages = new NativeMessage[capacity];
        _bytes = (byte*)NativeMemory.Alloc((nuint)capacity, EventWriter.MaxLength);
    }

    internal int Count { get; private set; }

    internal long Bytes => _used;

    /// <summary>Room for the next message.</summary>
    internal Span<byte> Room => new(_bytes + _used, EventWriter.MaxLength);

    internal Span<NativeMessage> Messages => _messages.AsSpan(0, Count);

    /// <summary>Adds the bytes written into <see cref="Room"/> as a message.</summary>
    internal void Add(int length)
    {
        _messages[Count++] = new() { Payload = _bytes + _used, Length = (nuint)length };
        _used += length;
    }

    internal void Clear()
    {
        Count = 0;
        _used = 0;
    }

    public void Dispose() => NativeMemory.Free(_bytes);
}
