using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Control;

/// <summary>The process that executes a run is killed at each step; the next one goes on with the run.</summary>
public sealed class KilledRunTests
{
    // The lines that an undisturbed run logs.
    private const int Steps = 13;

    [Fact]
    public Task A_run_survives_a_SIGKILL_at_each_step() => Parallel.ForAsync(1, Steps + 1, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (step, _) => await KillAsync(step));

    private static async Task KillAsync(int step)
    {
        using var directory = new TestDirectory();
        var pipeline = new ReportPipeline(directory);
        await pipeline.KillAtAsync(step);
        await pipeline.DoAsync("run", "--once");

        // Where the signal came after the end of the run, the second process has executed another one.
        var runs = await pipeline.RunsAsync();
        Assert.All(runs, static run => Assert.Equal("COMPLETED", run.Status));
        Assert.InRange(runs.Count, 1, 2);
        foreach (var run in runs)
        {
            // Each node once; an attempt that was under way at the kill is followed by a second.
            Assert.Equal(["archive", "check", "collect", "publish", "total"], (await pipeline.ExecutionsAsync(run.Id)).Select(static execution => execution.Split(' ')[0]));
        }

        Assert.Equal([".tar.gz", ".txt"], Directory.GetFiles(directory["reports"]).Select(static file => Path.GetFileName(file)["2026-01-01".Length..]).Order());
    }
}
