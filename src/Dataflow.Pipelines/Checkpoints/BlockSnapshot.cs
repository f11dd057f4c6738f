namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The state of one lane at a barrier.</summary>
internal sealed class BlockSnapshot
{
    /// <summary>The checkpoint that it belongs to.</summary>
    public long Checkpoint { get; init; }

    /// <summary>Small state as one JSON value; empty where there is none.</summary>
    public ReadOnlyMemory<byte> State { get; init; }

    /// <summary>Files of the checkpoint store that belong to the state: durable when the snapshot is there.</summary>
    public IReadOnlyList<CheckpointFile> Files { get; init; } = [];
}
