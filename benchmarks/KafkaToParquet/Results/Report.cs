using System.Globalization;
using System.Text.Json;
using Benchmarks.Targets;

namespace KafkaToParquet.Results;

/// <summary>Writes results as they arrive, as lines of JSON or as a table, and compares them with their targets.</summary>
internal sealed class Report(TextWriter output, bool json, Scorecard scorecard)
{
    /// <summary>Writes the targets; each line of JSON already has its own.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        if (!json)
        {
            scorecard.Write(output);
        }

        return scorecard.ExitCode;
    }

    public void Write(Machine machine) => output.WriteLine(json
        ? JsonSerializer.Serialize(machine, ResultJson.Default.Machine)
        : $"{machine.Cores} cores, {machine.Cpu}, {machine.Runtime}, {machine.System}");

    public void Write(Row row)
    {
        scorecard.Add(row.Name, row.Value);
        if (scorecard.TargetOf(row.Name) is { } target)
        {
            row = row with { Target = target.Limit, Met = target.IsMetBy(row.Value) };
        }

        var rounded = row with { Value = Rounded(row.Value), Min = row.Min is { } min ? Rounded(min) : null, Max = row.Max is { } max ? Rounded(max) : null };
        output.WriteLine(json ? JsonSerializer.Serialize(rounded, ResultJson.Default.Row) : Line(rounded));
        output.Flush();
    }

    public void Write(Unmeasured row) => output.WriteLine(json
        ? JsonSerializer.Serialize(row, ResultJson.Default.Unmeasured)
        : $"{row.Name,-52} not measured: {row.Reason}");

    private static string Line(Row row)
    {
        var spread = row.Min is null || row.Min == row.Max ? "" : $"({Text(row.Min.Value)} - {Text(row.Max!.Value)})";
        var target = row.Target is { } wanted ? $"target {Text(wanted)}  {(row.Met == true ? "met" : "MISSED")}" : "";
        return $"{row.Name,-52} {Text(row.Value),12} {row.Unit,-16} {spread,-24} {target}".TrimEnd();
    }

    // Three significant digits, but all digits before the decimal point.
    private static double Rounded(double value) => Math.Abs(value) >= 100 ? Math.Round(value) : Math.Abs(value) >= 10 ? Math.Round(value, 1) : Math.Round(value, 3);

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "n0" : "0.###", CultureInfo.InvariantCulture);
}
