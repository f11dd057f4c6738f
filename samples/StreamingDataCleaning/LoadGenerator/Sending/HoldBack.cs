namespace StreamingDataCleaning.LoadGenerator.Sending;

/// <summary>
/// Keeps each partition at most a number of bytes ahead of the committed offsets of a group: the broker of the demo retains only
/// the last 5 MiB, read or not. Assumes that no other producer writes to the topic.
/// </summary>
internal sealed class HoldBack
{
    private readonly Queue<(long End, long Bytes)>[] _runs;
    private readonly long[] _next;
    private readonly long[] _open;
    private readonly long _limit;

    /// <param name="startOffsets">Offset of the next message of each partition.</param>
    /// <param name="limit">Maximum number of bytes ahead.</param>
    internal HoldBack(long[] startOffsets, long limit)
    {
        _next = [.. startOffsets];
        _open = new long[startOffsets.Length];
        _runs = [.. startOffsets.Select(_ => new Queue<(long, long)>())];
        _limit = limit;
    }

    internal int Partitions => _open.Length;

    /// <summary>Advances to the next partition that may be written to.</summary>
    /// <returns>False if there is none.</returns>
    internal bool TryNext(ref int partition)
    {
        for (var i = 0; i < _open.Length; i++)
        {
            partition = (partition + 1) % _open.Length;
            if (_open[partition] < _limit)
            {
                return true;
            }
        }

        return false;
    }

    internal void Wrote(int partition, int messages, long bytes)
    {
        _next[partition] += messages;
        _open[partition] += bytes;
        _runs[partition].Enqueue((_next[partition], bytes));
    }

    /// <param name="offsets">Committed offset of each partition: the next one to be read; negative where none is committed.</param>
    internal void Committed(ReadOnlySpan<long> offsets)
    {
        for (var partition = 0; partition < offsets.Length; partition++)
        {
            var runs = _runs[partition];
            while (runs.TryPeek(out var run) && run.End <= offsets[partition])
            {
                _open[partition] -= runs.Dequeue().Bytes;
            }
        }
    }
}
