using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;

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
    /// <summary>3: a lane has named values, and the state of all operators is in files of one form.</summary>
    public const int CurrentFormat = 3;
}

/// <summary>The state of one lane.</summary>
/// <param name="Values">Small values by name.</param>
/// <param name="State">
/// What the state backend holds; null where the operator has declared nothing that goes there. A lane without entries has one too: a backend may go
/// on from its files.
/// </param>
internal sealed record ManifestLane(IReadOnlyDictionary<string, JsonElement> Values, ManifestState? State)
{
    /// <summary>Files of the store that belong to it.</summary>
    [JsonIgnore]
    public IReadOnlyList<CheckpointFile> Files => State?.Files ?? [];

    public static ManifestLane Of(BlockSnapshot lane) => new(
        lane.Values.ToDictionary(static v => v.Key, static v => JsonElement.Parse(v.Value.Span)),
        lane.State is { } state ? new ManifestState(lane.Backend, state.Tables, JsonElement.Parse(state.Token.Span), state.Files) : null);

    public BlockSnapshot ToSnapshot(long checkpoint) => new(
        checkpoint,
        Values.ToDictionary(static v => v.Key, static v => Bytes(v.Value)),
        State?.Backend ?? "",
        State is null ? null : new StateSnapshot(State.Tables, Bytes(State.Token), State.Files));

    private static ReadOnlyMemory<byte> Bytes(JsonElement value) => Encoding.UTF8.GetBytes(value.GetRawText());
}

/// <summary>What a state backend holds of one lane.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="Tables">How much there is of each state.</param>
/// <param name="Token">What the backend needs to find it again.</param>
/// <param name="Files">Files of the store.</param>
internal sealed record ManifestState(string Backend, IReadOnlyList<StateTableSize> Tables, JsonElement Token, IReadOnlyList<CheckpointFile> Files);
