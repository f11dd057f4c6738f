using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Restores a checkpoint to the blocks of the current graph: matched by the ids of nodes.</summary>
internal static class JobRestore
{
    /// <exception cref="CheckpointException">The checkpoint holds state of a node that no longer exists.</exception>
    public static void Check(Manifest manifest, IReadOnlyList<Vertex> vertices, string location)
    {
        var known = vertices.Select(static v => v.Node).ToHashSet();
        foreach (var (node, lanes) in manifest.Blocks)
        {
            if (!known.Contains(node) && lanes.Any(static l => l.Values.Count > 0 || l.State is not null))
            {
                throw new CheckpointException(
                    $"Checkpoint {manifest.Checkpoint} in {location} holds state of node '{node}', which the pipeline no longer has (it has {string.Join(", ", known.Order())}). " +
                    "Give the node its former id with [Node], or start in another directory with --state.");
            }
        }
    }

    /// <summary>Restores the counts of all lanes of a node to its first lane.</summary>
    public static void RestoreCounts(Manifest manifest, IEnumerable<Block> blocks)
    {
        HashSet<string> restored = [];
        foreach (var counter in blocks.SelectMany(static b => b.Lane.Counted))
        {
            if (restored.Add(counter.Node) && manifest.Nodes.TryGetValue(counter.Node, out var counts))
            {
                counter.Restore(counts);
            }
        }
    }

    /// <summary>Restores the state of a vertex to its lanes.</summary>
    public static async ValueTask RestoreAsync(Manifest? manifest, Vertex vertex, JobContext job, CancellationToken cancellationToken)
    {
        if (SnapshotOf(manifest, vertex) is { Lanes.Count: > 0 } snapshot)
        {
            var restorer = new StateRestorer(vertex.Node, job.Store, job.StateBackend, job.Scheduler);
            await restorer.RestoreAsync(snapshot, [.. vertex.Blocks.Select(static b => b.Lane.State)], cancellationToken);
        }
    }

    private static VertexSnapshot SnapshotOf(Manifest? manifest, Vertex vertex) =>
        manifest is not null && manifest.Blocks.TryGetValue(vertex.Node, out var lanes)
            ? new VertexSnapshot([.. lanes.Where(static l => l.Values.Count > 0 || l.State is not null).Select(l => l.ToSnapshot(manifest.Checkpoint))])
            : VertexSnapshot.Empty;
}
