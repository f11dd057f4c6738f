using System.Globalization;

namespace Samples;

/// <summary>The report of a day: a text file.</summary>
public static class Report
{
    /// <summary>Publishes it: <c>DAY.txt</c>.</summary>
    public static async Task<Published> WriteAsync(string folder, Sales sales, CancellationToken ct)
    {
        var report = new Published(sales.Day, $"{sales.Day}.txt");
        await WriteAsync(Path.Combine(folder, report.File), Text(sales), ct);
        return report;
    }

    /// <summary>Holds it back: <c>held/DAY.txt</c>.</summary>
    public static Task HoldAsync(string folder, Sales sales, string? why, CancellationToken ct) =>
        WriteAsync(
            Path.Combine(folder, "held", $"{sales.Day}.txt"),
            $"{Text(sales)}held back: {why ?? "nobody has approved it"}\n", ct);

    private static string Text(Sales sales) =>
        string.Create(CultureInfo.InvariantCulture, $"{sales.Day}: {sales.Orders} orders, {sales.Amount:0.00} EUR, most of it for {sales.BestProduct}\n");

    // A reader never sees half a report.
    private static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path + ".part", text, ct);
        File.Move(path + ".part", path, overwrite: true);
    }
}
