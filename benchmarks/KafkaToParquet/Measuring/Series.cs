using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>The reports of one run of a program.</summary>
internal sealed class Series(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<Sample> _samples = [];

    /// <summary>Records read, by the last report.</summary>
    public long Read => Last?.Read ?? 0;

    public PipelineReport? Last
    {
        get
        {
            lock (_gate)
            {
                return _samples.Count == 0 ? null : _samples[^1].Report;
            }
        }
    }

    public void Add(PipelineReport report)
    {
        lock (_gate)
        {
            _samples.Add(new Sample(time.GetElapsedTime(_began).TotalSeconds, report));
        }
    }

    /// <summary>
    /// The measured period: from the first report after a share of the records, when the code is compiled, to the last before all
    /// are read. Both ends are reports, so the time between two reports causes no error.
    /// </summary>
    /// <exception cref="SampleException">The run was too short to be measured.</exception>
    public (Sample First, Sample Last) Reading(long count, double warmUp)
    {
        lock (_gate)
        {
            var reading = _samples.FindAll(s => s.Report.Read > 0 && s.Report.Read >= count * warmUp && s.Report.Read < count);
            return reading.Count >= 5
                ? (reading[0], reading[^1])
                : throw new SampleException($"{count:n0} records were read within {reading.Count} of the 5 reports that a measurement needs. Take more records.");
        }
    }

    /// <summary>The increase of a count in the last seconds; from 0 if the run was shorter.</summary>
    public long Since(double seconds, Func<PipelineReport, long> count)
    {
        lock (_gate)
        {
            var active = _samples.FindAll(static s => s.Report.Read > 0);
            var before = active.FindLastIndex(s => s.Seconds <= active[^1].Seconds - seconds);
            return count(active[^1].Report) - (before < 0 ? 0 : count(active[before].Report));
        }
    }

    /// <summary>The reports between two shares of the run, 0 to 1.</summary>
    /// <exception cref="SampleException">There are no such reports.</exception>
    public IReadOnlyList<Sample> Between(double from, double to)
    {
        lock (_gate)
        {
            var active = _samples.FindAll(static s => s.Report.Read > 0);
            var (first, end) = ((int)(active.Count * from), (int)(active.Count * to));
            return first < end ? active[first..end] : throw new SampleException($"Only {active.Count} reports were received: too few to compare parts of the run. Take more seconds.");
        }
    }
}
