using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Collects the health problems of a job.</summary>
internal static class JobHealth
{
    // Intervals without a complete checkpoint, as for the warning of the coordinator.
    private const int Tolerated = Checkpoints.CheckpointDelay.Tolerated;

    public static PipelineHealth Check(Job job, IReadOnlyList<HealthProblem> nodes, IReadOnlyList<Stall> stalls) => new(
        job.Pipeline,
        job.Completion.IsCompleted ? [new HealthProblem(HealthProblemKind.NotRunning, null, EndOf(job.Completion))] :
        [
            .. job.CheckpointAge >= Tolerated * job.Options.CheckpointInterval ? [Overdue(job)] : Array.Empty<HealthProblem>(),
            .. nodes,
            .. stalls.Where(stall => nodes.All(n => n.Node != stall.Node)).Select(static stall => new HealthProblem(HealthProblemKind.Stalled, stall.Node, TextOf(stall))),
        ]);

    private static HealthProblem Overdue(Job job) => new(
        HealthProblemKind.CheckpointOverdue, null, $"no checkpoint has completed for {Duration.ToSeconds(job.CheckpointAge)}; the interval is {Duration.ToText(job.Options.CheckpointInterval)}");

    private static string TextOf(Stall stall) => FormattableString.Invariant($"no progress for {Duration.ToSeconds(stall.For)} in lane {stall.Lane}: {stall.Cause}");

    private static string EndOf(Task completion) => completion.Exception?.InnerException is { } fault ? $"it has failed: {fault.Message.TrimEnd('.')}" : "it has ended";
}
