using Dataflow.Pipelines.Jobs;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Looks into a job's batch pools.</summary>
internal static class Batches
{
    /// <summary>Batches that somebody still holds.</summary>
    public static int Outstanding<T>(this Job job)
        where T : struct, IRecord<T> => job.Context.Pool<T>().Outstanding;
}
