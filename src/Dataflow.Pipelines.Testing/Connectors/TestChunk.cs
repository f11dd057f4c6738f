using System.Runtime.InteropServices;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A chunk over native memory that is overwritten when it is released, so that code that retains a payload reads garbage and a test detects it.</summary>
internal sealed unsafe class TestChunk : MessageChunk
{
    private readonly byte* _memory;
    private readonly nuint _length;
    private readonly SourceMessage[] _messages;

    public TestChunk(int split, long first, ReadOnlySpan<byte[]> payloads)
    {
        foreach (var payload in payloads)
        {
            _length += (nuint)payload.Length;
        }

        _memory = (byte*)NativeMemory.Alloc(_length + 1);
        _messages = new SourceMessage[payloads.Length];
        var at = _memory;
        for (var i = 0; i < _messages.Length; i++)
        {
            payloads[i].CopyTo(new Span<byte>(at, payloads[i].Length));
            _messages[i] = new SourceMessage(at, payloads[i].Length, split, first + i);
            at += payloads[i].Length;
        }
    }

    public override ReadOnlyMemory<SourceMessage> Messages => _messages;

    public override void Release()
    {
        NativeMemory.Fill(_memory, _length, 0xDB);
        NativeMemory.Free(_memory);
    }
}
