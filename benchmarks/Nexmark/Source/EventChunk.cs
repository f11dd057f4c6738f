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
    private readonly byte[] memory = GC.AllocateUninitializedArray<byte>(Events * 2048, pinned: true);
    private readonly SourceMessage[] messages = new SourceMessage[Events];
    private readonly Utf8JsonWriter writer;
    private int used;
    private int count;

    public EventChunk() => writer = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });

    public override ReadOnlySpan<SourceMessage> Messages => messages.AsSpan(0, count);

    /// <summary>Fills it with the next events; false where there are none.</summary>
    public bool Fill(EventStream<T> events)
    {
        (used, count) = (0, 0);
        while (count < Events && events.TryNext(out var record))
        {
            var start = used;
            T.WriteJson(writer, in record);
            writer.Flush();
            writer.Reset();

            // The offset of a message is its place among the events of all kinds: the one after it is where to go on.
            messages[count++] = new SourceMessage((byte*)Unsafe.AsPointer(ref memory[start]), used - start, 0, events.Place - 1);
        }

        return count > 0;
    }

    public override void Release()
    {
    }

    public void Dispose() => writer.Dispose();

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => memory.AsMemory(used);

    public Span<byte> GetSpan(int sizeHint = 0) => memory.AsSpan(used);
}
