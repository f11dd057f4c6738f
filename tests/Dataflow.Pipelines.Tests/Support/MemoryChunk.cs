using System.Runtime.InteropServices;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A chunk over native memory that is overwritten on release, which reveals code that retains a payload.</summary>
internal sealed unsafe class MemoryChunk : MessageChunk
{
    private readonly byte* _memory;
    private readonly nuint _length;
    private readonly SourceMessage[] _messages;

    public MemoryChunk(IReadOnlyList<(int Split, long Offset, byte[] Payload)> content)
    {
        _length = (nuint)content.Sum(static c => (long)c.Payload.Length);
        _memory = (byte*)NativeMemory.Alloc(_length + 1);
        _messages = new SourceMessage[content.Count];
        var at = _memory;
        for (var i = 0; i < _messages.Length; i++)
        {
            var (split, offset, payload) = content[i];
            payload.CopyTo(new Span<byte>(at, payload.Length));
            _messages[i] = new SourceMessage(at, payload.Length, split, offset);
            at += payload.Length;
        }
    }

    public override ReadOnlyMemory<SourceMessage> Messages => _messages;

    public bool IsReleased { get; private set; }

    public override void Release()
    {
        Assert.False(IsReleased, "a chunk was released twice");
        IsReleased = true;
        NativeMemory.Fill(_memory, _length, 0xDB);
        NativeMemory.Free(_memory);
    }
}
