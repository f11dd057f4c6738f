using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>The job whose checkpoints the coordinator takes.</summary>
internal interface ICheckpointedJob
{
    JobContext Context { get; }

    /// <summary>Version of the pipeline.</summary>
    string Version { get; }

    CheckpointSettings Settings { get; }

    /// <summary>All lanes of all vertices.</summary>
    IReadOnlyList<Block> Blocks { get; }

    /// <summary>Sends the end through the graph, after the last checkpoint is durable. Completes when all lanes have processed it.</summary>
    Task EndGracefullyAsync();
}
