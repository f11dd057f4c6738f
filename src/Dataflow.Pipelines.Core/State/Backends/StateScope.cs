using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>The node and lane of a store's state, and where its checkpoints are stored.</summary>
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

    /// <summary>Where checkpoints are stored.</summary>
    public required ICheckpointStore Store { get; init; }

    /// <summary>Name of a file of a checkpoint.</summary>
    /// <param name="checkpoint">Number of the checkpoint.</param>
    /// <param name="kind">The kind of its content: the end of the name.</param>
    public string FileOf(long checkpoint, string kind) => $"{Node}-{Lane}-{Attempt:d6}-{checkpoint:d9}.{kind}";
}
