using System.Globalization;
using Spectre.Console;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>Shows how the demo is doing: a live table with a terminal, a line every few seconds without one.</summary>
internal sealed class Progress(bool isQuiet, int seconds)
{
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(5);
    private DateTimeOffset nextLine;

    public void Say(string text)
    {
        if (!isQuiet)
        {
            AnsiConsole.WriteLine(text);
        }
    }

    public void Show(DateTimeOffset now, DateTimeOffset started, PipelineReport? report, TallyReport? tally, int windows)
    {
        if (isQuiet || report is null || now < nextLine)
        {
            return;
        }

        nextLine = now + LinePeriod;
        var elapsed = Math.Min(seconds, (now - started).TotalSeconds);
        var source = report.Nodes.GetValueOrDefault("kafka_source");
        var cleaner = report.Nodes.GetValueOrDefault("stream_cleaner");
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed,4:0} s  in {tally?.In ?? 0,11:n0}  read {report.Read,11:n0}  {report.RecordsPerSecond,9:n0}/s  lag {report.Lag,8:n0}  watermark {report.Watermark:HH:mm:ss}  windows {windows,3}  " +
            $"rejected {source?.Rejected ?? 0:n0} undecodable + {cleaner?.Rejected ?? 0:n0} invalid  test users {report.Nodes.GetValueOrDefault("not_a_test_user")?.Filtered ?? 0:n0}  duplicates {report.Nodes.GetValueOrDefault("distinct")?.Duplicates ?? 0:n0}"));
    }
}
