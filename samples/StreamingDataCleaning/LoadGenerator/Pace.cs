namespace StreamingDataCleaning.LoadGenerator;

/// <summary>How many events are due, and in what runs.</summary>
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

    /// <summary>No rate was given.</summary>
    internal bool IsUnlimited => _options.Rate <= 0;

    /// <summary>Whether all is written. Where a time was given, what was due by its end is written even if it takes longer.</summary>
    internal bool IsOver(long written, TimeSpan elapsed)
    {
        if (_options.Count is { } count)
        {
            return written >= count;
        }

        return _options.Duration is { } duration && elapsed >= duration && (IsUnlimited || written >= Target(duration));
    }

    /// <summary>Length of the next run; 0 where it is not yet due.</summary>
    internal int NextRun(long written, TimeSpan elapsed)
    {
        var end = _options.Count ?? (!IsUnlimited && _options.Duration is { } duration ? Target(duration) : long.MaxValue);
        var length = Math.Min(_run, end - written);
        return IsUnlimited || written + length <= Target(elapsed) ? (int)length : 0;
    }

    private long Target(TimeSpan elapsed) => (long)(_options.Rate * elapsed.TotalSeconds);
}
