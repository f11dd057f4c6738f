using KafkaToParquet.Measuring;
using KafkaToParquet.Results;

namespace KafkaToParquet;

/// <summary>
/// Each program reads the same records as fast as it can, with the broker and an unlimited generator on the same cores. The order changes
/// from round to round, and shares are taken within a round, so that a slow minute of the machine hits all.
/// </summary>
internal sealed class RateComparison(BenchOptions options, Stage stage, Report report)
{
    private const double ShareOfBare = 0.60;
    private const double ShareOfHandWritten = 0.90;

    // Beside the texts a record costs nothing; this is for batches, dead letters and statuses, spread over the records.
    private const double BytesBesideText = 4;

    private readonly Dictionary<Contender, List<Outcome>> outcomes = options.Contenders.ToDictionary(static c => c, static _ => new List<Outcome>());

    public async Task RunAsync(CancellationToken stop)
    {
        var order = options.Contenders;
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < order.Count; i++)
            {
                var contender = order[(i + round) % order.Count];
                outcomes[contender].Add(await stage.RunAsync(contender, rate: 0, options.Records, seconds: null, stop));
            }
        }

        foreach (var contender in order)
        {
            Costs(contender);
        }

        Share("share_of_bare", Contender.Bare, ShareOfBare);
        Share("share_of_hand_written", Contender.HandWritten, ShareOfHandWritten);
    }

    private void Costs(Contender contender)
    {
        var name = contender switch { Contender.Bare => "bare", Contender.HandWritten => "hand_written", _ => "pipeline" };
        var runs = outcomes[contender];
        report.Write(Row.MedianOf($"{name}_rate", "records/s", runs.Select(static r => r.RecordsPerSecond)));
        report.Write(Row.MedianOf($"{name}_rate_from_start", "records/s", runs.Select(static r => r.RecordsPerSecondFromStart)));
        report.Write(Row.MedianOf($"{name}_cpu", "s/million", runs.Select(static r => r.CpuSecondsPerMillion)));
        report.Write(Row.MedianOf($"{name}_peak_working_set", "MiB", runs.Select(static r => r.PeakWorkingSetMib)));
        report.Write(Row.MedianOf($"{name}_allocated", "bytes/record", runs.Select(static r => r.AllocatedBytesPerRecord)));
        if (contender != Contender.Bare)
        {
            report.Write(Row.MedianOf($"{name}_text_of_records", "bytes/record", runs.Select(static r => r.TextBytes)));
            var beside = Row.MedianOf($"{name}_allocated_beside_text", "bytes/record", runs.Select(static r => r.AllocatedBytesPerRecord - r.TextBytes));
            report.Write(contender == Contender.Pipeline ? beside.NotOver(BytesBesideText) : beside);
        }
    }

    private void Share(string name, Contender of, double target)
    {
        if (outcomes.TryGetValue(of, out var others) && outcomes.TryGetValue(Contender.Pipeline, out var ours))
        {
            report.Write(Row.MedianOf(name, "", ours.Zip(others, static (our, other) => our.RecordsPerSecond / other.RecordsPerSecond)).ToReach(target));
        }
    }
}
