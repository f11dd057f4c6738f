using System.Globalization;
using Spectre.Console;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>Shows how the demo is doing: a table that stays in place with a terminal, a line every few seconds without one.</summary>
internal sealed class Progress(DemoOptions options)
{
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(5);
    private readonly bool _isLive = !options.Json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
    private DateTimeOffset _nextLine;
    private LiveDisplayContext? _live;

    /// <summary>Says one thing, as a line.</summary>
    public void Say(string text)
    {
        if (!options.Json)
        {
            Console.Out.WriteLine(text);
        }
    }

    /// <summary>Runs the part of the demo that <see cref="Show"/> is called in.</summary>
    public async Task<T> DuringAsync<T>(Func<Task<T>> watch)
    {
        if (!_isLive)
        {
            return await watch();
        }

        return await AnsiConsole.Live(new Table()).StartAsync(async context =>
        {
            _live = context;
            return await watch();
        });
    }

    public void Show(DateTimeOffset now, DateTimeOffset started, PipelineReport? report, TallyReport? tally, int windows, int kills)
    {
        if (options.Json || report is null)
        {
            return;
        }

        var elapsed = Math.Min(options.Seconds, (now - started).TotalSeconds);
        if (_live is not null)
        {
            _live.UpdateTarget(Table(elapsed, report, tally, windows, kills));
        }
        else if (now >= _nextLine)
        {
            _nextLine = now + LinePeriod;
            Say(Line(elapsed, report, windows));
        }
    }

    private static string Line(double elapsed, PipelineReport report, int windows) => string.Create(
        CultureInfo.InvariantCulture,
        $"{elapsed,3:0} s | {report.RecordsPerSecond,8:n0}/s | read {report.Read,10:n0} | lag {Lag(report),7} | watermark {Time(report)} | windows {windows,3} | {Rejects(report)}");

    private static Table Table(double elapsed, PipelineReport report, TallyReport? tally, int windows, int kills)
    {
        var table = new Table().AddColumns("", "").HideHeaders();
        void Row(string name, FormattableString value) => table.AddRow(name, Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
        Row("time", $"{elapsed:0} s{(kills > 0 ? ", killed once" : "")}");
        Row("written to Kafka", $"{tally?.In ?? 0:n0}");
        Row("read", $"{report.Read:n0}, {report.RecordsPerSecond:n0} a second");
        Row("lag", $"{Lag(report)}");
        Row("watermark", $"{Time(report)}");
        Row("windows in the lake", $"{windows}, checkpoint {report.Checkpoint}");
        Row("not in the lake", $"{Rejects(report)}");
        Row("pipeline", $"{report.PeakWorkingSet / 1048576.0:0} MiB at most, {report.CpuSeconds:0.0} s of CPU");
        return table;
    }

    private static string Lag(PipelineReport report) => report.Lag?.ToString("n0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Time(PipelineReport report) => report.Watermark?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "   none ";

    private static string Rejects(PipelineReport report)
    {
        NodeReport? Of(string node) => report.Nodes.GetValueOrDefault(node);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"undecodable {Of("kafka_source")?.Rejected ?? 0:n0}, invalid {Of("stream_cleaner")?.Rejected ?? 0:n0}, test users {Of("not_a_test_user")?.Filtered ?? 0:n0}, duplicates {Of("distinct")?.Duplicates ?? 0:n0}, late {Of("lake")?.Late ?? 0:n0}");
    }
}
