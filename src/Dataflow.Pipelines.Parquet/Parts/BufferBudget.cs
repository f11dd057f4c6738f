namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// Bounds the memory of all parts that a lane has open, those that are being closed included. Over the limit the part with the most bytes in memory
/// ends its row group early, and the lane waits until enough is written. The bound is the limit and one batch.
/// </summary>
internal sealed class BufferBudget(long limit)
{
    private readonly List<IBufferedPart> _parts = [];
    private readonly List<Task> _writing = [];
    private long _heldBytes;

    /// <summary>Guards the buffers of all parts: a part of another window may have to end its row group while it is being closed. Taken once per batch.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Bytes of the rows in memory: those that are collected, and those of row groups that are being written.</summary>
    public long HeldBytes => Volatile.Read(ref _heldBytes);

    public bool IsExceeded => HeldBytes > limit;

    public void Add(IBufferedPart part)
    {
        lock (Gate)
        {
            _parts.Add(part);
        }
    }

    public void Remove(IBufferedPart part)
    {
        lock (Gate)
        {
            _parts.Remove(part);
        }
    }

    public void Count(long bytes) => Interlocked.Add(ref _heldBytes, bytes);

    /// <summary>A row group is being written until the task ends. Called under <see cref="Gate"/>.</summary>
    public void Track(Task written)
    {
        _writing.RemoveAll(static w => w.IsCompleted);
        _writing.Add(written);
    }

    /// <summary>Returns when the memory is within the limit, or no rows are left to write.</summary>
    public async ValueTask MakeRoomAsync(CancellationToken cancellationToken)
    {
        while (IsExceeded)
        {
            Task[] writing;
            lock (Gate)
            {
                _writing.RemoveAll(static w => w.IsCompleted);
                if (_writing.Count == 0 && _parts.MaxBy(static p => p.BufferedBytes) is { BufferedBytes: > 0 } largest)
                {
                    largest.EndRowGroup();
                }

                writing = [.. _writing];
            }

            if (writing.Length == 0)
            {
                return;
            }

            // A fault is reported by the part whose row group it is.
            await Task.WhenAny(writing).WaitAsync(cancellationToken);
        }
    }
}
