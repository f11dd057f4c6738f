using System.Text.Json;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A status report of a pipeline.</summary>
internal sealed record Report(string Line, long Checkpoint, long Read, long Rejected, long Filtered, long Duplicates, long Late)
{
    /// <summary>The last line; null before the first.</summary>
    internal static Report? Last(RunningProgram program) =>
        program.Output.LastOrDefault(static line => line.StartsWith('{')) is { } line ? Of(line) : null;

    /// <summary>Waits for a report that meets the condition.</summary>
    internal static Task<Report> WhenAsync(RunningProgram program, string expected, Func<Report, bool> isSo) => Wait.ForAsync(
        expected,
        () => program.HasExited ? throw new InvalidOperationException($"Expected: {expected}, but the pipeline ended: {program.Story}") : Last(program) is { } report && isSo(report) ? report : null,
        () => program.Story);

    /// <summary>Every record that was written is in exactly one place.</summary>
    internal void Balances(long written, Lake lake)
    {
        var rows = lake.Rows();
        Assert.True(
            written == Rejected + Filtered + Duplicates + Late + rows,
            $"in {written} is not rejected {Rejected} + filtered {Filtered} + duplicate {Duplicates} + late {Late} + rows {rows}: {Line}");
    }

    internal static Report Of(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var nodes = root.GetProperty("nodes");
        return new(
            line, root.GetProperty("checkpoint").GetInt64(), root.GetProperty("read").GetInt64(),
            Count("kafka_source", "rejected") + Count("stream_cleaner", "rejected"), Count("not_a_test_user", "filtered"), Count("distinct", "duplicates"), Count("lake", "late"));

        long Count(string node, string what) => nodes.TryGetProperty(node, out var counts) ? counts.GetProperty(what).GetInt64() : 0;
    }
}
