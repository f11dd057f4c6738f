using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Restarts;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Starts the job of a pipeline class: binds its inputs, creates its object, builds its graph.</summary>
public static class PipelineRunner
{
    /// <summary>The default directory of the checkpoints of a pipeline.</summary>
    public static string DefaultStateDirectory(PipelineDescriptor pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Path.Combine(".dataflow", pipeline.Id);
    }

    /// <summary>Starts a job as a host does.</summary>
    /// <exception cref="InputException">An input is missing or does not fit.</exception>
    /// <exception cref="PipelineFaultException">A node could not be opened.</exception>
    /// <exception cref="CheckpointException">The checkpoints cannot be used.</exception>
    public static Task<Job> StartAsync<TPipeline>(
        PipelineHostOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
        where TPipeline : class, IPipeline<TPipeline>
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartAsync<TPipeline>(options, services, OptionsOf(TPipeline.Descriptor, options, loggers, time), cancellationToken);
    }

    internal static Task<Job> StartAsync<TPipeline>(PipelineHostOptions options, IServiceProvider services, JobOptions job, CancellationToken cancellationToken)
        where TPipeline : class, IPipeline<TPipeline> =>
        Job.StartAsync(TPipeline.Create(services, InputBinder.Bind(TPipeline.Descriptor, options, services)), job, cancellationToken);

    /// <summary>A job that is restarted as the options of the host, else the class, say.</summary>
    /// <param name="options">Options of the host.</param>
    /// <param name="services">Its services.</param>
    /// <param name="job">Options of the job: see <see cref="OptionsOf"/>.</param>
    /// <param name="locks">See <see cref="JobSupervisor.Locks"/>.</param>
    /// <param name="onFailure">See <see cref="JobSupervisor.OnFailure"/>.</param>
    internal static JobSupervisor Supervise<TPipeline>(PipelineHostOptions options, IServiceProvider services, JobOptions job, bool locks = true, Action<string>? onFailure = null)
        where TPipeline : class, IPipeline<TPipeline> =>
        new(
            job,
            options.Restart ?? TPipeline.Descriptor.Restart ?? RestartStrategy.Default,
            (hasAdvanced, stop) => StartAsync<TPipeline>(options, services, hasAdvanced ? job with { FromCheckpoint = null } : job, stop),
            job.LoggerFactory.CreateLogger($"Dataflow.Pipelines.{TPipeline.Descriptor.Id}"))
        {
            Locks = locks,
            OnFailure = onFailure ?? (static _ => { }),
        };

    internal static JobOptions OptionsOf(PipelineDescriptor descriptor, PipelineHostOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        var parallelism = options.Parallelism > 0 ? options.Parallelism : descriptor.Parallelism;
        var defaults = new JobOptions { Store = new LocalCheckpointStore(options.StateDirectory ?? DefaultStateDirectory(descriptor)) };
        return new JobOptions
        {
            Store = defaults.Store,
            Time = time,
            LoggerFactory = loggers,
            Parallelism = parallelism > 0 ? Math.Min(parallelism, State.KeyGroups.Count) : defaults.Parallelism,
            CheckpointInterval = options.CheckpointInterval ?? descriptor.CheckpointInterval ?? defaults.CheckpointInterval,
            StartupTimeout = options.StartupTimeout,
            AllowFallback = options.AllowFallback,
            FromCheckpoint = options.FromCheckpoint,
            OnMissingState = options.OnMissingState,
            RecordLimit = options.RecordLimit,
        };
    }
}
