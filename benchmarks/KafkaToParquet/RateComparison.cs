using KafkaToParquet.Measuring;
using KafkaToParquet.Results;

namespace KafkaToParquet;

/// <summary>
/// Each program reads the same records as fast as it can, with the broker and an unlimited generator on the same cores. The order changes
/// from round to round, and ratios are computed within a round, so that a slow minute of the machine affects all.
/// </summary>
internal sealed class RateComparison(BenchOptions options, Stage stage, Report report)
{
    private const long CleanRecords = 5_000_000;
    private static readonly string[] Clean =
        [.. new[] { "odd-name", "sparse", "late", "duplicate", "test-user", "malformed", "incomplete", "wrong-type", "invalid-utf8", "empty", "out-of-range" }
            .SelectMany(static kind => new[] { "--" + kind, "0" })];

    private readonly Dictionary<Contender, List<Outcome>> _outcomes = options.Contenders.ToDictionary(static c => c, static _ => new List<Outcome>());

    public async Task RunAsync(CancellationToken stop)
    {
        var order = options.Contenders;
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < order.Count; i++)
            {
                var contender = order[(i + round) % order.Count];
                _outcomes[contender].Add(await stage.RunAsync(contender, rate: 0, options.Records, seconds: null, [], stop));
            }
        }

        foreach (var contender in order)
        {
            Costs(contender);
        }

        Share(BenchTargets.ShareOfBare, Contender.Bare);
        Share(BenchTargets.ShareOfHandWritten, Contender.HandWritten);
        if (order.Contains(Contender.Pipeline))
        {
            await AllocationsAsync(stop);
        }
    }

    private void Costs(Contender contender)
    {
        var name = contender switch { Contender.Bare => "bare", Contender.HandWritten => "hand_written", _ => "pipeline" };
        var runs = _outcomes[contender];
        report.Write(Row.MedianOf($"{name}_rate", "records/s", runs.Select(static r => r.RecordsPerSecond)));
        report.Write(Row.MedianOf($"{name}_rate_from_start", "records/s", runs.Select(static r => r.RecordsPerSecondFromStart)));
        report.Write(Row.MedianOf($"{name}_cpu", "s/million", runs.Select(static r => r.CpuSecondsPerMillion)));
        report.Write(Row.MedianOf($"{name}_peak_working_set", "MiB", runs.Select(static r => r.PeakWorkingSetMib)));
        report.Write(Row.MedianOf($"{name}_allocated", "bytes/record", runs.Select(static r => r.AllocatedBytesPerRecord)));
        if (contender != Contender.Bare)
        {
            report.Write(Row.MedianOf($"{name}_text_of_records", "bytes/record", runs.Select(static r => r.TextBytes)));
        }
    }

    // Without bad records the text that records hold is known to the byte: no reasons, no texts read before an error, no corrected names.
    private async Task AllocationsAsync(CancellationToken stop)
    {
        var run = await stage.RunAsync(Contender.Pipeline, rate: 0, Math.Min(options.Records, CleanRecords), seconds: null, Clean, stop);
        report.Write(new Row("clean_stream_allocated", run.AllocatedBytesPerRecord, "bytes/record"));
        report.Write(new Row("clean_stream_text_of_records", run.TextBytes, "bytes/record"));
        report.Write(new Row(BenchTargets.AllocatedBesideText, run.AllocatedBytesPerRecord - run.TextBytes, "bytes/record"));
    }

    private void Share(string name, Contender of)
    {
        if (_outcomes.TryGetValue(of, out var others) && _outcomes.TryGetValue(Contender.Pipeline, out var ours))
        {
            report.Write(Row.MedianOf(name, "", ours.Zip(others, static (our, other) => our.RecordsPerSecond / other.RecordsPerSecond)));
        }
    }
}
