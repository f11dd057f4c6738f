using System.Text.Json;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// One checkpoint: everything that a restart needs, in one document that is written atomically. What it does not list
/// does not exist.
/// </summary>
/// <param name="Format">Version of this shape; a reader refuses what is newer.</param>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Version">Version of the pipeline.</param>
/// <param name="Checkpoint">Number, rising.</param>
/// <param name="Parent">Number of the checkpoint that this one goes on from; 0 where the job began anew.</param>
/// <param name="Instance">Which job of this pipeline it belongs to; see <see cref="JobIdentity"/>.</param>
/// <param name="Attempt">Number of the start of the job that took it.</param>
/// <param name="At">When the barrier was sent (processing time).</param>
/// <param name="IsFinal">Whether the data had ended: all sources were read to their end and every window is closed.</param>
/// <param name="Watermark">The least watermark of the sources at the barrier, UTC ticks.</param>
/// <param name="KeySecret">What the hash of keys is seeded with: all state in the checkpoint is kept by that hash.</param>
/// <param name="Nodes">What became of the records, by node id, since the first start.</param>
/// <param name="Blocks">The state of each lane, by the id of its vertex.</param>
internal sealed record Manifest(
    int Format,
    string Pipeline,
    string Version,
    long Checkpoint,
    long Parent,
    string Instance,
    long Attempt,
    DateTimeOffset At,
    bool IsFinal,
    long Watermark,
    [property: JsonRequired] KeySecret KeySecret,
    IReadOnlyDictionary<string, NodeCounts> Nodes,
    IReadOnlyDictionary<string, IReadOnlyList<ManifestLane>> Blocks)
{
    /// <summary>2: keys are hashed with a secret of the job; the instance and the checkpoint before are named.</summary>
    public const int CurrentFormat = 2;
}

/// <summary>The state of one lane.</summary>
/// <param name="State">One JSON value; null where there is none.</param>
/// <param name="Files">Files of the store that belong to it.</param>
internal sealed record ManifestLane(JsonElement? State, IReadOnlyList<CheckpointFile> Files);
