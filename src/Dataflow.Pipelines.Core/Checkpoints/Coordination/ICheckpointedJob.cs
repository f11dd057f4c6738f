using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>What the coordinator knows of the job whose checkpoints it takes.</summary>
internal interface ICheckpointedJob
{
    JobContext Context { get; }

    /// <summary>Version of the pipeline.</summary>
    string Version { get; }

    CheckpointSettings Settings { get; }

    /// <summary>All lanes of all vertices.</summary>
    IReadOnlyList<Block> Blocks { get; }

    /// <summary>The last checkpoint is durable: sends the end through the graph. Completes when all lanes have taken it.</summary>
    Task EndGracefullyAsync();
}
