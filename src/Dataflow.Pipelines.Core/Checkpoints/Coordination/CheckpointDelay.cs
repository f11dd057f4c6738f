namespace Dataflow.Pipelines.Checkpoints;

/// <summary>When it is a warning that no checkpoint completes. Guarded by the lock of the coordinator; on the monotonic clock.</summary>
internal sealed class CheckpointDelay(TimeProvider time, TimeSpan interval)
{
    // Intervals without a complete checkpoint after which it is a warning, and again after as many more.
    public const int Tolerated = 3;

    private long _lastCompleted = time.GetTimestamp();
    private int _warnsAfter = Tolerated;

    /// <summary>A checkpoint is complete.</summary>
    public void Reset() => (_lastCompleted, _warnsAfter) = (time.GetTimestamp(), Tolerated);

    /// <summary>Since the last complete checkpoint; since the start before the first.</summary>
    public TimeSpan Age => time.GetElapsedTime(_lastCompleted);

    /// <summary>Whether a warning is due: once for so many intervals.</summary>
    /// <param name="elapsed">Since the last complete checkpoint.</param>
    public bool IsDue(out TimeSpan elapsed)
    {
        elapsed = time.GetElapsedTime(_lastCompleted);
        if (elapsed / _warnsAfter < interval)
        {
            return false;
        }

        _warnsAfter += Tolerated;
        return true;
    }
}
