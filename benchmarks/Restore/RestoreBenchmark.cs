using System.Globalization;
using System.Text.Json;
using Benchmarks.Targets;
using Restore.Lives;

namespace Restore;

/// <summary>Restores one checkpoint at several numbers of lanes, each time in a new process, and in turns, so that other load of the machine affects all equally.</summary>
internal sealed class RestoreBenchmark(RestoreOptions options, TextWriter output)
{
    /// <returns>0 if every target is met, else 1.</returns>
    /// <exception cref="InvalidDataException">A process failed.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var state = Directory.CreateTempSubdirectory("restore-").FullName;
        try
        {
            await Processes.RunAsync("fill", state, options.Keys, options.WrittenBy, stop);
            var bytes = new DirectoryInfo(state).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static f => f.Length);
            Line($"A checkpoint of {options.Keys:n0} keys by {options.WrittenBy} lanes: {bytes >> 20:n0} MiB.");
            var reports = options.Lanes.ToDictionary(static lanes => lanes, static _ => new List<LifeReport>());
            for (var round = 1; round <= options.Rounds; round++)
            {
                foreach (var lanes in options.Lanes)
                {
                    var report = await Processes.RunAsync("start", state, options.Keys, lanes, stop);
                    reports[lanes].Add(JsonSerializer.Deserialize(report, LifeJson.Default.LifeReport)!);
                }
            }

            return Report(reports);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private int Report(Dictionary<int, List<LifeReport>> reports)
    {
        Line($"{"lanes",5} {"seconds",8} {"CPU s",6} {"peak MiB",9} {"keys/s",12}   medians of {options.Rounds}");
        List<(double Seconds, double Bytes)> medians = [];
        foreach (var (lanes, lives) in reports)
        {
            var (seconds, cpu, bytes) = (Median(lives.Select(static l => l.Seconds)), Median(lives.Select(static l => l.CpuSeconds)), Median(lives.Select(static l => (double)l.PeakBytes)));
            medians.Add((seconds, bytes));
            Line($"{lanes,5} {seconds,8:0.00} {cpu,6:0.0} {bytes / (1 << 20),9:n0} {options.Keys / seconds,12:n0}");
        }

        var scorecard = new Scorecard(options.Targets);
        scorecard.Add(RestoreTargets.TimeOverLanes, medians.Max(static m => m.Seconds) / medians[0].Seconds);
        scorecard.Add(RestoreTargets.MemoryOverLanes, medians.Max(static m => m.Bytes) / medians[0].Bytes);
        scorecard.Write(output);
        return scorecard.ExitCode;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
