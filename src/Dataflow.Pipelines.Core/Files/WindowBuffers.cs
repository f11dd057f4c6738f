using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Files;

/// <summary>
/// Rows of windows that have no open part. A window gets one when its rows fill a batch: otherwise stragglers of many old windows
/// would open and close a file each, again and again. Owned by one lane.
/// </summary>
internal sealed class WindowBuffers<T>
    where T : struct, IRecord<T>
{
    /// <summary>Windows that may have a buffer at once; one buffer is one batch.</summary>
    public const int Max = 32;

    private readonly BatchPool<T> _pool = new();
    private readonly Dictionary<long, RecordBatch<T>> _buffers = [];

    /// <summary>The windows that have rows here.</summary>
    public IEnumerable<long> Windows => _buffers.Keys;

    /// <summary>Copies rows of a batch, as many as there is room for.</summary>
    /// <param name="window">Their window.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">Indexes of the rows.</param>
    /// <returns>How many were copied; fewer than all: the buffer is full and must be taken.</returns>
    public int Add(long window, RecordBatch<T> batch, ReadOnlySpan<int> rows)
    {
        if (!_buffers.TryGetValue(window, out var buffer))
        {
            _buffers[window] = buffer = _pool.Rent();
        }

        var count = Math.Min(rows.Length, RecordBatch<T>.Capacity - buffer.Count);
        foreach (var row in rows[..count])
        {
            buffer.Add(batch, row);
        }

        return count;
    }

    /// <summary>Takes the rows of a window; the caller releases the batch. <see langword="null"/>: there are none.</summary>
    public RecordBatch<T>? Take(long window) => _buffers.Remove(window, out var buffer) ? buffer : null;

    /// <summary>A window whose rows must be taken before another window can have a buffer; <see langword="null"/>: there is room.</summary>
    public long? Crowded(long window) => _buffers.Count < Max || _buffers.ContainsKey(window) ? null : _buffers.MaxBy(static b => b.Value.Count).Key;
}
