using System.Text;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The last bytes of a stream, for errors. One thread appends; it is read when the stream has ended.</summary>
internal sealed class OutputTail
{
    private const int MaxBytes = 4 << 10;
    private const int MaxLines = 20;

    private readonly byte[] _ring = new byte[MaxBytes];
    private long _count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            _count += bytes.Length - MaxBytes;
            bytes = bytes[^MaxBytes..];
        }

        var start = (int)(_count % MaxBytes);
        var first = Math.Min(bytes.Length, MaxBytes - start);
        bytes[..first].CopyTo(_ring.AsSpan(start));
        bytes[first..].CopyTo(_ring);
        _count += bytes.Length;
    }

    /// <summary>The last lines; empty where there are none.</summary>
    public string Text()
    {
        var start = (int)(_count % MaxBytes);
        var bytes = _count <= MaxBytes ? _ring.AsSpan(0, (int)_count) : (byte[])[.. _ring[start..], .. _ring[..start]];
        var lines = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Join('\n', lines.TakeLast(MaxLines));
    }
}
