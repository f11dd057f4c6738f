using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Storage;
using Nexmark.Events;
using Nexmark.Source;

namespace Nexmark.Running;

/// <summary>Runs a query once to its end.</summary>
internal static class QueryRun
{
    /// <param name="query">The query.</param>
    /// <param name="sequence">The events.</param>
    /// <param name="factory">Creates the events.</param>
    /// <param name="parallelism">Lanes of keyed nodes.</param>
    /// <param name="folder">Folder of the checkpoints.</param>
    /// <param name="results">Folder of the rows; <see langword="null"/>: rows are dropped.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidDataException">An event was rejected, or late.</exception>
    public static async Task<RunCost> RunAsync(
        Query query, EventSequence sequence, EventFactory factory, int parallelism, string folder, string? results, TimeProvider time)
    {
        var state = Directory.CreateDirectory(Path.Combine(folder, "state")).FullName;
        if (results is not null)
        {
            Directory.CreateDirectory(results);
        }

        try
        {
            GC.Collect();
            var (started, cpu, allocated) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            await using var job = await query.Start(
                new QueryIo(sequence, factory, results),
                new JobOptions { Store = new LocalCheckpointStore(state), Time = time, Parallelism = parallelism });
            await job.Completion;
            var cost = new RunCost(
                sequence.Settings.Count,
                time.GetElapsedTime(started).TotalSeconds,
                (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
                GC.GetTotalAllocatedBytes() - allocated,
                Environment.WorkingSet);
            var lost = job.Counts().Sum(static c => c.Value.Rejected + c.Value.Late);
            return lost == 0 ? cost : throw new InvalidDataException($"{query.Name}: {lost} events were rejected or late; all generated events are valid and in time.");
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
