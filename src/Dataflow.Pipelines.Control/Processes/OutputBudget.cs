namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The bytes of a process's output that are logged, shared by its two streams. Thread-safe.</summary>
internal sealed class OutputBudget(long limit)
{
    private long _left = limit;
    private long _discarded;

    /// <summary>The bytes that exceeded the limit.</summary>
    public long Discarded => Interlocked.Read(ref _discarded);

    /// <summary>Takes the bytes of a line. After the first line that exceeds the limit no other is logged, however short: the log has no gaps before its end.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        Interlocked.Exchange(ref _left, -1);
        Discard(bytes);
        return false;
    }

    /// <summary>Counts bytes that are not logged.</summary>
    public void Discard(long bytes) => Interlocked.Add(ref _discarded, bytes);
}
