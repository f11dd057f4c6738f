using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>One run of a program.</summary>
/// <param name="Tally">Counts of the load generator.</param>
/// <param name="Series">Reports of the program.</param>
/// <param name="LagAtEnd">Records that were not read yet when the generator had written all.</param>
/// <param name="TextBytes">
/// Bytes per record that records themselves hold: the strings of event id and user id, and the payload of a dead letter; 0 where there is no lake.
/// </param>
internal sealed record Outcome(TallyReport Tally, Series Series, long LagAtEnd, double TextBytes)
{
    // A pipeline runs for days: the first records, which tiered compilation makes expensive for every program, are excluded.
    private const double WarmUp = 0.3;

    /// <summary>Over the complete run, from the first record on.</summary>
    public double RecordsPerSecondFromStart => Of(0, static s => s.Seconds, static (records, seconds) => records / seconds);

    public double RecordsPerSecond => Of(WarmUp, static s => s.Seconds, static (records, seconds) => records / seconds);

    public double CpuSecondsPerMillion => Of(WarmUp, static s => s.Report.CpuSeconds, static (records, cpu) => cpu / records * 1e6);

    public double AllocatedBytesPerRecord => Of(WarmUp, static s => s.Report.AllocatedBytes, static (records, bytes) => bytes / records);

    public double PeakWorkingSetMib => Series.Last!.PeakWorkingSet / 1048576.0;

    private double Of(double warmUp, Func<Sample, double> quantity, Func<double, double, double> relate)
    {
        var (first, last) = Series.Reading(Tally.In, warmUp);
        return relate(last.Report.Read - first.Report.Read, quantity(last) - quantity(first));
    }
}
