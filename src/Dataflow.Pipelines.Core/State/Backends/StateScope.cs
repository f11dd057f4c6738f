using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>Whose state a store holds, and where its checkpoints go.</summary>
public sealed record StateScope
{
    /// <summary>Id of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Index of the lane, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>Lanes of the node.</summary>
    public required int Lanes { get; init; }

    /// <summary>Rises with each start of the job, so that no two starts write one file.</summary>
    public required long Attempt { get; init; }

    /// <summary>Where checkpoints are kept.</summary>
    public required ICheckpointStore Store { get; init; }

    /// <summary>Name of a file of a checkpoint.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="kind">What it holds: the end of the name.</param>
    public string FileOf(long checkpoint, string kind) => $"{Node}-{Lane}-{Attempt:d6}-{checkpoint:d9}.{kind}";
}
