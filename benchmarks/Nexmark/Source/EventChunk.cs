using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dataflow.Pipelines;
using Dataflow.Pipelines.Connectors;
using Nexmark.Events;

namespace Nexmark.Source;

/// <summary>Events as messages. The lane gives a chunk back before it asks for the next, so that one serves for all.</summary>
internal sealed unsafe class EventChunk<T> : SourceChunk, IBufferWriter<byte>, IDisposable
    where T : struct, IRecord<T>
{
    private const int Events = 1024;

    // The largest event takes less than 2 KB.
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(Events * 2048, pinned: true);
    private readonly SourceMessage[] _messages = new SourceMessage[Events];
    private readonly Utf8JsonWriter _writer;
    private int _used;
    private int _count;

    public EventChunk() => _writer = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });

    public override ReadOnlySpan<SourceMessage> Messages => _messages.AsSpan(0, _count);

    /// <summary>Fills it with the next events; false where there are none.</summary>
    public bool Fill(EventStream<T> events)
    {
        (_used, _count) = (0, 0);
        while (_count < Events && events.TryNext(out var record))
        {
            var start = _used;
            T.WriteJson(_writer, in record);
            _writer.Flush();
            _writer.Reset();

            // The offset of a message is its place among the events of all kinds: the one after it is where to go on.
            _messages[_count++] = new SourceMessage((byte*)Unsafe.AsPointer(ref _memory[start]), _used - start, 0, events.Place - 1);
        }

        return _count > 0;
    }

    public override void Release()
    {
    }

    public void Dispose() => _writer.Dispose();

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _memory.AsMemory(_used);

    public Span<byte> GetSpan(int sizeHint = 0) => _memory.AsSpan(_used);
}
