namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Decides when to warn that no checkpoint completes. Guarded by the lock of the coordinator; on the monotonic clock.</summary>
internal sealed class CheckpointDelay(TimeProvider time, TimeSpan interval)
{
    // Intervals without a complete checkpoint before a warning, and between further warnings.
    public const int Tolerated = 3;

    private long _lastCompleted = time.GetTimestamp();
    private int _warnsAfter = Tolerated;

    /// <summary>A checkpoint is complete.</summary>
    public void Reset() => (_lastCompleted, _warnsAfter) = (time.GetTimestamp(), Tolerated);

    /// <summary>Time since the last complete checkpoint; since the start before the first.</summary>
    public TimeSpan Age => time.GetElapsedTime(_lastCompleted);

    /// <summary>Whether a warning is due: once per <see cref="Tolerated"/> intervals.</summary>
    /// <param name="elapsed">Time since the last complete checkpoint.</param>
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
