using System.Text.RegularExpressions;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Tests.Telemetry;

/// <summary>The instruments are those of docs/telemetry.md, by name, kind, unit and tags.</summary>
public sealed partial class InstrumentTests
{
    private static readonly string[] Measured =
    [
        "records.in{node=a} 1", "records.out{node=a} 2", "records.rejected{node=a} 3", "records.filtered{node=a} 4", "records.duplicates{node=a} 5", "records.late{node=a} 6",
        "records.dropped{node=a} 7", "records.behind{node=a} 9", "lane.busy.time{node=a,lane=0} 10", "lane.wait.time{node=a,lane=0} 11", "lane.waits{node=a,lane=0} 12",
        "lane.busy.share{node=a,lane=0} 0.25", "lane.buffer.fill{node=a,lane=0} 0.5", "node.watermark.delay{node=a} 13", "node.latency{node=a} 0.5", "node.calls.abandoned{node=a} 8", "source.lag{node=a} 14",
        "source.idle{node=a,lane=0} 1", "source.silence{node=a} 15", "state.entries{node=a,state=seen,tier=memory} 16", "state.entries{node=a,state=seen,tier=cold} 18",
        "state.size{node=a,state=seen,tier=memory} 17", "state.size{node=a,state=seen,tier=cold} 19", "checkpoint.age{} 1.5", "job.running{} 1",
    ];

    private static readonly string[] Recorded = ["checkpoint.alignment{node=a} 2", "checkpoint.duration{} 3", "checkpoint.failures{} 1", "checkpoint.size{} 4", "job.restarts{} 1"];

    [Fact]
    public void Each_instrument_is_read_from_the_job_with_its_tags()
    {
        using var listener = new Listener("read");
        var job = new MeasuredJob("read");
        JobMeters.Add(job);
        Assert.Equal(Measured.Order(), listener.Collect().Order());
        JobMeters.Remove(job);
    }

    [Fact]
    public void Occasional_events_are_recorded()
    {
        using var listener = new Listener("recorded");
        EventMeters.Align("recorded", "a", TimeSpan.FromSeconds(2));
        EventMeters.CompleteCheckpoint("recorded", TimeSpan.FromSeconds(3), 4);
        EventMeters.FailCheckpoint("recorded");
        EventMeters.Restart("recorded");
        Assert.Equal(Recorded.Order(), listener.Collect().Order());
    }

    [Fact]
    public void The_table_in_the_docs_lists_every_instrument_correctly()
    {
        using var listener = new Listener("none");
        EventMeters.FailCheckpoint("any");
        var tags = Measured.Concat(Recorded).Select(static line => Line().Match(line))
            .ToLookup(static line => line.Groups["name"].Value, static line => string.Join(' ', new[] { "pipeline" }.Concat(line.Groups["tag"].Captures.Select(static tag => tag.Value)).Select(static tag => $"`{tag}`")));
        var actual = listener.Instruments.Values.Select(instrument => $"`{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` | {tags[instrument.Name["dataflow.".Length..]].First()}");
        using var page = new StreamReader(typeof(InstrumentTests).Assembly.GetManifestResourceStream("telemetry.md")!);
        var documented = Row().Matches(page.ReadToEnd()).Select(static row => row.Groups["row"].Value);
        Assert.Equal(documented.Order(), actual.Order());
        Assert.All(listener.Instruments.Values, static instrument => Assert.EndsWith(".", instrument.Description));
    }

    [Fact]
    public void Counters_do_not_decrease_when_a_job_restarts()
    {
        using var listener = new Listener("again");
        var first = new MeasuredJob("again") { Of = new NodeCounts(100, 0, 0, 0, 0, 0, 0) };
        JobMeters.Add(first);
        Assert.Contains("records.in{node=a} 100", listener.Collect());

        first.IsRunning = false;
        Assert.DoesNotContain(listener.Collect(), static line => line.StartsWith("job.running", StringComparison.Ordinal) || line.StartsWith("source.lag", StringComparison.Ordinal));
        JobMeters.Remove(first);
        JobMeters.Remove(first);
        Assert.Contains("records.in{node=a} 100", listener.Collect());

        var second = new MeasuredJob("again") { Of = new NodeCounts(1, 0, 0, 0, 0, 0, 0) };
        JobMeters.Add(second);
        Assert.Contains("records.in{node=a} 101", listener.Collect());
        JobMeters.Remove(second);
    }

    private static string KindOf(System.Diagnostics.Metrics.Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" or "ObservableCounter`1" => "counter",
        "ObservableGauge`1" => "gauge",
        "Histogram`1" => "histogram",
        var other => other,
    };

    [GeneratedRegex(@"^(?<name>[\w.]+)\{((?<tag>\w+)=\w+,?)*\}")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\| (?<row>`dataflow\.[\w.]+` \| (counter|gauge|histogram) \| `\S+` \| [`a-z ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
