using System.Text.Json;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>The sample with a control plane, in a directory of its own.</summary>
internal sealed class ReportPipeline(TestDirectory directory)
{
    /// <summary>Starts its program.</summary>
    internal RunningProgram Start(params string[] arguments) => RunningProgram.Start(Repository.NightlyReport, arguments, directory.Path);

    /// <summary>Executes one run, and kills the process when it has logged a number of lines.</summary>
    internal async Task KillAtAsync(int line)
    {
        await using var program = RunningProgram.Start(Repository.NightlyReport, ["run", "--once"], directory.Path, killAtError: line);
        await program.ExitAsync();
        Assert.True(program.Errors.Count >= line, program.Story);
    }

    /// <summary>Executes a verb, which must succeed.</summary>
    /// <returns>Its output.</returns>
    internal async Task<string> DoAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        Assert.True(await program.ExitAsync() == 0, program.Story);
        return string.Join("\n", program.Output);
    }

    /// <summary>Executes a verb, which must fail.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="arguments">The verb.</param>
    /// <returns>The last line on its error stream.</returns>
    internal async Task<string> RefuseAsync(int code, params string[] arguments)
    {
        await using var program = Start(arguments);
        Assert.True(await program.ExitAsync() == code, program.Story);
        Assert.DoesNotContain(program.Errors, static line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        return program.Errors[^1];
    }

    /// <summary>The runs, the newest first.</summary>
    internal async Task<IReadOnlyList<Run>> RunsAsync() =>
        [.. (await JsonAsync("runs", "list", "--json")).EnumerateArray().Select(static run => new Run(Text(run, "run"), Text(run, "status"), Text(run, "triggered_by")))];

    /// <summary>The node executions of a run, as <c>node status attempt</c>.</summary>
    internal async Task<IReadOnlyList<string>> ExecutionsAsync(string run) =>
        [.. (await JsonAsync("runs", "show", run, "--json")).GetProperty("executions").EnumerateArray()
            .Select(static execution => $"{Text(execution, "node")} {Text(execution, "status")} {execution.GetProperty("attempt").GetInt32()}").Order(StringComparer.Ordinal)];

    /// <summary>Waits until the newest run is in a state.</summary>
    internal async Task<Run> RunAsync(string status)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (IReadOnlyList<Run> runs = []; TimeProvider.System.GetElapsedTime(started) < Wait.Patience; runs = await RunsAsync())
        {
            if (runs is [var newest, ..] && newest.Status == status)
            {
                return newest;
            }
        }

        throw new TimeoutException($"Expected: a run that is {status}. Seen: {await DoAsync("runs", "list")}");
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var document = JsonDocument.Parse(await DoAsync(arguments));
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString()!;

    internal sealed record Run(string Id, string Status, string Cause);
}
