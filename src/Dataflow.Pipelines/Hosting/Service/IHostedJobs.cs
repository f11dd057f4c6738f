using Dataflow.Pipelines.Jobs;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The jobs of a pipeline in this host, for the program that runs it.</summary>
internal interface IHostedJobs
{
    /// <summary>The jobs that run or have ended last; after a restart that of the newest attempt.</summary>
    IReadOnlyList<Job> Jobs { get; }

    /// <summary>The fault that ended a job for good, or null.</summary>
    Exception? Fault { get; }

    /// <summary>See <see cref="Job.Drain"/>; the host ends when they have drained.</summary>
    void Drain();
}
