using Dataflow.Pipelines.Jobs;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Reads the batch pools of a job.</summary>
internal static class Batches
{
    /// <summary>Batches that are not released yet.</summary>
    public static int Outstanding<T>(this Job job)
        where T : struct, IRecord<T> => job.Context.Pool<T>().Outstanding;
}
