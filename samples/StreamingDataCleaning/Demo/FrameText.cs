using System.Globalization;
using Spectre.Console;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>Renders a frame as a table, and as a line.</summary>
internal static class FrameText
{
    public static string Line(Frame frame) => string.Create(
        CultureInfo.InvariantCulture,
        $"{frame.Seconds,3:0} s | {frame.Report?.RecordsPerSecond ?? 0,8:n0}/s | read {frame.Report?.Read ?? 0,10:n0} | lag {Lag(frame.Report),7} | watermark {Watermark(frame.Report),8} | windows {frame.Windows,3} | undecodable {frame.Undecodable:n0}, invalid {frame.Invalid:n0}, test users {frame.Filtered:n0}, duplicates {frame.Duplicate:n0}, late {frame.Late:n0}");

    public static Table Table(Frame frame)
    {
        var table = new Table().AddColumns("", "").HideHeaders();
        void Row(string name, FormattableString value) => table.AddRow(new Text(name), new Text(value.ToString(CultureInfo.InvariantCulture)));
        var report = frame.Report;
        table.AddRow(new Text("phase"), new Text(frame.Phase, new Style(Color.Blue)));
        Row("time", $"{frame.Seconds:0} s{(frame.Kills > 0 ? ", killed once" : "")}");
        Row("written to Kafka", $"{frame.Account?.In ?? frame.Written:n0}");
        Row("read", $"{report?.Read ?? 0:n0}");
        Row("rate", $"{report?.RecordsPerSecond ?? 0:n0} records/s");
        Row("lag", $"{Lag(report)}");
        Row("watermark", $"{Watermark(report)}");
        Row("windows in the lake", $"{frame.Windows}");
        Row("checkpoint", $"{report?.Checkpoint ?? 0}");
        Row("rejected", $"{frame.Rejected:n0}");
        Row("filtered", $"{frame.Filtered:n0}");
        Row("duplicate", $"{frame.Duplicate:n0}");
        Row("late", $"{frame.Late:n0}");
        Row("rows in the lake", $"{frame.Account?.Rows.ToString("n0", CultureInfo.InvariantCulture) ?? "counted after the drain"}");
        Row("pipeline", $"{(report?.PeakWorkingSet ?? 0) / 1048576.0:0} MiB at most, {report?.CpuSeconds ?? 0:0.0} s of CPU");
        return table.AddRow(new Text("account"), frame.Account switch
        {
            null => new Text("after the drain"),
            { Balanced: true } => new Text("balances", new Style(Color.Green)),
            _ => new Text("does not balance", new Style(Color.Red)),
        });
    }

    private static string Lag(PipelineReport? report) => report?.Lag?.ToString("n0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Watermark(PipelineReport? report) => report?.Watermark?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "none";
}
