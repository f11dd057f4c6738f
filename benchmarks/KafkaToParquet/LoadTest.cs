using KafkaToParquet.Measuring;
using KafkaToParquet.Results;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet;

/// <summary>The pipeline under a steady load.</summary>
internal sealed class LoadTest(Stage stage, Report report)
{
    // 1 % above the target: a generator that keeps its rate exactly ends slightly below it.
    private const int FastRate = 202_000;
    private const int SlowRate = 10_000;
    private const double MiB = 1 << 20;

    // How long the de-duplication stores an id, and how far the watermark is behind.
    private const double AliveSeconds = 5 * 60 + 10;

    /// <summary>200,000 records a second.</summary>
    public async Task FastAsync(int seconds, CancellationToken stop)
    {
        var run = await stage.RunAsync(Contender.Pipeline, FastRate, count: null, seconds, [], stop);
        var tally = run.Tally;
        report.Write(new Row(BenchTargets.SustainedRate, tally.In / tally.Seconds, "records/s"));
        report.Write(new Row(BenchTargets.SustainedLag, run.LagAtEnd, "records"));
        report.Write(new Row("sustained_generator_held_back", tally.HeldBackSeconds, "s"));
        WriteCpu("sustained_cpu", run);

        var ids = run.Series.Since(AliveSeconds, static report => report.Nodes["distinct"].Out);
        report.Write(new Row("ids_alive_at_end", ids, "ids"));
        report.Write(new Row("working_set_at_200000_per_second", run.PeakWorkingSetMib, "MiB"));
        report.Write(new Row(BenchTargets.FastWorkingSet, run.PeakWorkingSetMib - (ids * BenchTargets.BytesPerId / MiB), "MiB"));
        report.Write(new Row(BenchTargets.WorkingSetGrowth, GrowthMib(run), "MiB"));
    }

    /// <summary>10,000 records a second.</summary>
    public async Task SlowAsync(int seconds, CancellationToken stop)
    {
        var run = await stage.RunAsync(Contender.Pipeline, SlowRate, count: null, seconds, [], stop);
        report.Write(new Row(BenchTargets.SlowWorkingSet, run.PeakWorkingSetMib, "MiB"));
        WriteCpu("cpu_at_10000_per_second", run);
    }

    // For information: if the run is too short for this value, or the machine too busy, the targets are compared nevertheless.
    private void WriteCpu(string name, Outcome run)
    {
        try
        {
            report.Write(new Row(name, run.CpuSecondsPerMillion, "s/million"));
        }
        catch (SampleException fault)
        {
            report.Write(new Unmeasured(name, fault.Message));
        }
    }

    // Peak of the last tenth minus peak of the tenth before the middle, less the allowance for the ids added in between.
    private static double GrowthMib(Outcome run)
    {
        var (middle, end) = (run.Series.Between(0.4, 0.5), run.Series.Between(0.9, 1));
        var grown = end.Max(static s => s.Report.WorkingSet) - middle.Max(static s => s.Report.WorkingSet);
        var ids = end[^1].Report.Nodes["distinct"].Out - middle[^1].Report.Nodes["distinct"].Out;

        // Ids expire as fast as new ones arrive once the run is longer than their TTL.
        return (grown - (end[^1].Seconds > AliveSeconds ? 0 : ids * BenchTargets.BytesPerId)) / MiB;
    }
}
