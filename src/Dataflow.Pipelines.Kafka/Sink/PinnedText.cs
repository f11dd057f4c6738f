using System.Buffers;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Kafka.Native;

namespace Dataflow.Pipelines.Kafka.Sink;

/// <summary>A growing buffer on the pinned heap: native code may read it without a handle.</summary>
internal sealed class PinnedText : IBufferWriter<byte>
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(256 << 10, pinned: true);

    internal int Length { get; private set; }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Length);
    }

    internal void Clear() => Length = 0;

    /// <summary>Creates messages for the pieces of the text; they are valid until it is cleared or grows.</summary>
    /// <param name="ends">Where each piece ends.</param>
    /// <param name="messages">Receives them.</param>
    internal unsafe void Cut(ReadOnlySpan<int> ends, Span<NativeMessage> messages)
    {
        var first = (byte*)Unsafe.AsPointer(ref _bytes[0]);
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            messages[i] = new() { Payload = first + start, Length = (nuint)(ends[i] - start) };
            start = ends[i];
        }
    }

    private void Ensure(int sizeHint)
    {
        var needed = Length + Math.Max(1, sizeHint);
        if (needed > _bytes.Length)
        {
            var grown = GC.AllocateUninitializedArray<byte>(Math.Max(needed, 2 * _bytes.Length), pinned: true);
            _bytes.AsSpan(0, Length).CopyTo(grown);
            _bytes = grown;
        }
    }
}
