using System.Text;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>
/// Reads one output stream of a process to its end and passes it on line by line. It reads on when the limit is exceeded, because a process whose pipe is full
/// blocks; its memory is one line of <see cref="MaxLine"/> bytes and one buffer.
/// </summary>
internal sealed class OutputPump(Stream stream, OutputBudget budget, OutputTail? tail, ProcessLogWriter log, ProcessStream kind)
{
    /// <summary>Longer lines are cut.</summary>
    public const int MaxLine = 8 << 10;

    private readonly byte[] _line = new byte[MaxLine];
    private int _length;
    private long _cut;

    /// <summary>Reads to the end of the stream.</summary>
    /// <param name="cancellationToken">Stops waiting for output: a process outside the group may hold the pipe open for ever.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[32 << 10];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                tail?.Append(buffer.AsSpan(0, count));
                Split(buffer.AsSpan(0, count));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What was read is what there is: the exit code decides.
        }

        if (_length > 0 || _cut > 0)
        {
            EndLine(0);
        }
    }

    private void Split(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end && end >= 0)
        {
            Append(bytes[..end]);
            EndLine(1);
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(bytes.Length, MaxLine - _length);
        bytes[..kept].CopyTo(_line.AsSpan(_length));
        _length += kept;
        _cut += bytes.Length - kept;
    }

    private void EndLine(int newLine)
    {
        if (budget.TryTake(_length + newLine) && !log.TryWrite(kind, Text()))
        {
            budget.Discard(_length + newLine);
        }

        budget.Discard(_cut);
        (_length, _cut) = (0, 0);
    }

    private string Text()
    {
        var line = _line.AsSpan(0, _length);
        if (_cut > 0)
        {
            return $"{Encoding.UTF8.GetString(WholeCharacters(line))} [... {_cut + line.Length - WholeCharacters(line).Length} more bytes of this line]";
        }

        return Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line);
    }

    // A cut in the middle of a character would show a replacement character that the process has not written.
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> line)
    {
        for (var start = line.Length - 1; start >= Math.Max(0, line.Length - 3); start--)
        {
            if ((line[start] & 0xC0) != 0x80)
            {
                return Rune.DecodeFromUtf8(line[start..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? line[..start] : line;
            }
        }

        return line;
    }
}
