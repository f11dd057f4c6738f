using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// One checkpoint: everything that a restart needs, in one document that is written atomically. Files
/// and states that it does not list do not belong to it.
/// </summary>
/// <param name="Format">Version of this shape; a reader rejects a newer one.</param>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Version">Version of the pipeline.</param>
/// <param name="Checkpoint">Number, ascending.</param>
/// <param name="Parent">Number of the checkpoint that this one follows; 0 where the job started without one.</param>
/// <param name="Instance">The job of this pipeline that it belongs to; see <see cref="JobIdentity"/>.</param>
/// <param name="Attempt">The attempt that took it.</param>
/// <param name="At">When the barrier was sent (processing time).</param>
/// <param name="IsFinal">Whether the data had ended: all sources were read to their end and every window is closed.</param>
/// <param name="Watermark">The lowest watermark of the sources at the barrier, UTC ticks.</param>
/// <param name="KeySecret">The seed of the key hash: all keyed state in the checkpoint is stored by that hash.</param>
/// <param name="Nodes">The record counts since the first start, by node id.</param>
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
/// The state in the state backend; null where the operator declares none there. A lane without entries has one too: a backend may resume
/// from its files.
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

/// <summary>The state of one lane in a state backend.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="Tables">The size of each state.</param>
/// <param name="Token">The data by which the backend finds it again.</param>
/// <param name="Files">Files of the store.</param>
internal sealed record ManifestState(string Backend, IReadOnlyList<StateTableSize> Tables, JsonElement Token, IReadOnlyList<CheckpointFile> Files);
