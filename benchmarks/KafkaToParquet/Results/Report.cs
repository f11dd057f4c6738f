using System.Globalization;
using System.Text.Json;

namespace KafkaToParquet.Results;

/// <summary>Writes results as they come: lines of JSON, or a table.</summary>
internal sealed class Report(TextWriter output, bool json)
{
    public void Write(Machine machine) => output.WriteLine(json
        ? JsonSerializer.Serialize(machine, ResultJson.Default.Machine)
        : $"{machine.Cores} cores, {machine.Cpu}, {machine.Runtime}, {machine.System}");

    public void Write(Row row)
    {
        var rounded = row with { Value = Rounded(row.Value), Min = row.Min is { } min ? Rounded(min) : null, Max = row.Max is { } max ? Rounded(max) : null };
        output.WriteLine(json ? JsonSerializer.Serialize(rounded, ResultJson.Default.Row) : Line(rounded));
        output.Flush();
    }

    private static string Line(Row row)
    {
        var spread = row.Min is null || row.Min == row.Max ? "" : $"({Text(row.Min.Value)} - {Text(row.Max!.Value)})";
        var target = row.Target is { } wanted ? $"target {Text(wanted)}  {(row.Met == true ? "met" : "NOT MET")}" : "";
        return $"{row.Name,-52} {Text(row.Value),12} {row.Unit,-16} {spread,-24} {target}".TrimEnd();
    }

    // Three digits say all that is known; counts keep theirs.
    private static double Rounded(double value) => Math.Abs(value) >= 100 ? Math.Round(value) : Math.Abs(value) >= 10 ? Math.Round(value, 1) : Math.Round(value, 3);

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "n0" : "0.###", CultureInfo.InvariantCulture);
}
