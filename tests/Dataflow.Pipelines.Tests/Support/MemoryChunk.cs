using System.Runtime.InteropServices;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A chunk over native memory, spoiled when it is released: whoever keeps a payload is found out.</summary>
internal sealed unsafe class MemoryChunk : SourceChunk
{
    private readonly byte* memory;
    private readonly nuint length;
    private readonly SourceMessage[] messages;

    public MemoryChunk(IReadOnlyList<(int Split, long Offset, byte[] Payload)> content)
    {
        length = (nuint)content.Sum(static c => (long)c.Payload.Length);
        memory = (byte*)NativeMemory.Alloc(length + 1);
        messages = new SourceMessage[content.Count];
        var at = memory;
        for (var i = 0; i < messages.Length; i++)
        {
            var (split, offset, payload) = content[i];
            payload.CopyTo(new Span<byte>(at, payload.Length));
            messages[i] = new SourceMessage(at, payload.Length, split, offset);
            at += payload.Length;
        }
    }

    public override ReadOnlySpan<SourceMessage> Messages => messages;

    public bool IsReleased { get; private set; }

    public override void Release()
    {
        Assert.False(IsReleased, "a chunk was released twice");
        IsReleased = true;
        NativeMemory.Fill(memory, length, 0xDB);
        NativeMemory.Free(memory);
    }
}
