using System.Runtime.InteropServices;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A chunk over native memory that is spoiled when it is released: who keeps a payload reads nonsense and finds out.</summary>
internal sealed unsafe class TestChunk : SourceChunk
{
    private readonly byte* memory;
    private readonly nuint length;
    private readonly SourceMessage[] messages;

    public TestChunk(int split, long first, IReadOnlyList<byte[]> payloads)
    {
        length = (nuint)payloads.Sum(static p => (long)p.Length);
        memory = (byte*)NativeMemory.Alloc(length + 1);
        messages = new SourceMessage[payloads.Count];
        var at = memory;
        for (var i = 0; i < messages.Length; i++)
        {
            payloads[i].CopyTo(new Span<byte>(at, payloads[i].Length));
            messages[i] = new SourceMessage(at, payloads[i].Length, split, first + i);
            at += payloads[i].Length;
        }
    }

    public override ReadOnlySpan<SourceMessage> Messages => messages;

    public override void Release()
    {
        NativeMemory.Fill(memory, length, 0xDB);
        NativeMemory.Free(memory);
    }
}
