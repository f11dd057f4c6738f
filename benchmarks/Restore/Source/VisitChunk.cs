using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Dataflow.Pipelines.Connectors;

namespace Restore.Source;

/// <summary>Visits as messages of JSON. The lane gives a chunk back before it asks for the next, so that one serves for all.</summary>
internal sealed unsafe class VisitChunk : SourceChunk
{
    private const int Visits = 1024;
    private const int MaxBytes = 96;
    private const int PerMillisecond = 100;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(Visits * MaxBytes, pinned: true);
    private readonly SourceMessage[] _messages = new SourceMessage[Visits];
    private int _count;

    public override ReadOnlySpan<SourceMessage> Messages => _messages.AsSpan(0, _count);

    /// <summary>Fills it with the visits from an offset.</summary>
    /// <returns>The next offset.</returns>
    public long Fill(long offset, long end)
    {
        for (_count = 0; _count < Visits && offset < end; offset++, _count++)
        {
            var at = _count * MaxBytes;
            Utf8.TryWrite(
                _memory.AsSpan(at, MaxBytes),
                System.Globalization.CultureInfo.InvariantCulture,
                $"{{\"key\":{offset + 1},\"at\":\"{Begin.AddMilliseconds(offset / PerMillisecond):yyyy-MM-ddTHH:mm:ss.fffZ}\"}}",
                out var length);
            _messages[_count] = new SourceMessage((byte*)Unsafe.AsPointer(ref _memory[at]), length, 0, offset);
        }

        return offset;
    }

    public override void Release()
    {
    }
}
