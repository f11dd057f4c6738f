namespace StreamingDataCleaning.LoadGenerator;

/// <summary>Computes how many events are due, and the lengths of runs.</summary>
internal sealed class Pace
{
    private const int MaxRun = 1000;

    private readonly GeneratorOptions _options;
    private readonly int _run;

    internal Pace(GeneratorOptions options, int partitions)
    {
        _options = options;
        var perPartition = options.Rate * options.PartitionInterval.TotalSeconds / partitions;
        _run = IsUnlimited ? MaxRun : (int)Math.Clamp(perPartition, 1, MaxRun);
    }

    /// <summary>Whether no rate was given.</summary>
    internal bool IsUnlimited => _options.Rate <= 0;

    /// <summary>Whether all events are written. If a duration was given, the events that are due by its end are written even if it takes longer.</summary>
    internal bool IsOver(long written, TimeSpan elapsed)
    {
        if (_options.Count is { } count)
        {
            return written >= count;
        }

        return _options.Duration is { } duration && elapsed >= duration && (IsUnlimited || written >= Target(duration));
    }

    /// <summary>Length of the next run; 0 if it is not yet due.</summary>
    internal int NextRun(long written, TimeSpan elapsed)
    {
        var end = _options.Count ?? (!IsUnlimited && _options.Duration is { } duration ? Target(duration) : long.MaxValue);
        var length = Math.Min(_run, end - written);
        return IsUnlimited || written + length <= Target(elapsed) ? (int)length : 0;
    }

    private long Target(TimeSpan elapsed) => (long)(_options.Rate * elapsed.TotalSeconds);
}
