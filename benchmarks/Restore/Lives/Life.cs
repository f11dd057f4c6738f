using System.Diagnostics;
using System.Text.Json;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Storage;
using Restore.Source;

namespace Restore.Lives;

/// <summary>The task of a process of the benchmark; each starts with an empty heap.</summary>
internal static class Life
{
    // Only the end of the process takes a checkpoint.
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Creates a state for every key and takes a checkpoint.</summary>
    public static async Task<int> FillAsync(string state, long keys, int lanes)
    {
        var source = new VisitSource(keys);
        await using var job = await StartAsync(source, state, lanes);
        await source.Read;
        await job.SuspendAsync(Patience);
        return 0;
    }

    /// <summary>Starts from the checkpoint, and reports its cost as a line of JSON.</summary>
    public static async Task<int> StartAsync(string state, long keys, int lanes, TextWriter output, TimeProvider time)
    {
        var (began, cpu) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await using var job = await StartAsync(new VisitSource(keys), state, lanes);
        var (seconds, used) = (time.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        using var self = Process.GetCurrentProcess();
        await output.WriteLineAsync(JsonSerializer.Serialize(new LifeReport(seconds, used, self.PeakWorkingSet64), LifeJson.Default.LifeReport));
        return 0;
    }

    private static Task<Job> StartAsync(VisitSource source, string state, int lanes) => Job.StartAsync(
        new Counters(source),
        new JobOptions { Store = new LocalCheckpointStore(state), Parallelism = lanes, CheckpointInterval = Never, CheckpointTimeout = Patience });
}
