using Dataflow.Pipelines.Graph;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Connectors;

/// <summary>What a sink may use and must know of its lane.</summary>
public sealed class SinkContext
{
    /// <summary>Id of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the node, for errors, metrics and file names.</summary>
    public required string Node { get; init; }

    /// <summary>Which lane of the node this is, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>Rises with each start of the job: part of temporary names, so that an earlier process cannot write into ours.</summary>
    public required long Epoch { get; init; }

    /// <summary>Length of the windows that the sink rolls on; <see langword="null"/> without <see cref="RollOnAttribute"/>.</summary>
    public required TimeSpan? RollOn { get; init; }

    /// <summary>The counts of the node in this lane; touched only by the lane.</summary>
    public required NodeCounters Counters { get; init; }

    /// <summary>Asks for a checkpoint soon: something waits to be made visible.</summary>
    public required Action RequestCheckpoint { get; init; }

    /// <summary>Fails the job with an error that happened outside a call.</summary>
    public required Action<Exception> Fail { get; init; }

    /// <summary>How long to try to reach what the sink talks to. Default: 1 minute.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log; carries pipeline and node.</summary>
    public required ILogger Logger { get; init; }
}
