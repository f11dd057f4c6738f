using Dataflow.Pipelines.Jobs;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The jobs of a pipeline in this host, for the program that runs it.</summary>
internal interface IHostedJobs : IAsyncDisposable
{
    /// <summary>The jobs that run or have ended last; after a restart that of the newest attempt.</summary>
    IReadOnlyList<Job> Jobs { get; }

    /// <summary>Why a job has ended for good, or could not be suspended; null where none has.</summary>
    string? Fault { get; }

    /// <summary>See <see cref="Job.Drain"/>; the host ends when they have drained.</summary>
    void Drain();
}
