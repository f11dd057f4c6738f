using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Connectors;

/// <summary>The context of a sink in its lane.</summary>
public sealed class SinkContext
{
    /// <summary>Id of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the node, for errors, metrics and file names.</summary>
    public required string Node { get; init; }

    /// <summary>Index of the lane, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>
    /// Distinguishes this job from others of the same pipeline whose checkpoints are elsewhere; the same for all starts of one job. Letters and
    /// digits: part of the names of the sink's output.
    /// </summary>
    public required string Instance { get; init; }

    /// <summary>Number of this attempt, unique: part of temporary names, so that an earlier process cannot write into this one's files.</summary>
    public required long Attempt { get; init; }

    /// <summary>Whether the job started from a checkpoint.</summary>
    public bool IsRestored { get; init; }

    /// <summary>What to do where the job started without a checkpoint, but an earlier job has left output that waits for a checkpoint.</summary>
    public MissingState OnMissingState { get; init; }

    /// <summary>Length of the windows that the sink rolls on; <see langword="null"/> without <see cref="RollOnAttribute"/>.</summary>
    public required TimeSpan? RollOn { get; init; }

    /// <summary>The counts of the node in this lane; accessed only by the lane.</summary>
    public required NodeCounters Counters { get; init; }

    /// <summary>Requests a checkpoint soon: output waits to be made visible.</summary>
    public required Action RequestCheckpoint { get; init; }

    /// <summary>Fails the job with an error that happened outside a call.</summary>
    public required Action<Exception> Fail { get; init; }

    /// <summary>How long to try to reach the service of the sink. Default: 1 minute.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Cancelled when the job fails or is cancelled: a writer stops waiting for its service.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log; carries pipeline and node.</summary>
    public required ILogger Logger { get; init; }
}
