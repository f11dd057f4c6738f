using System.Text.Json;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>Stores state in the memory of the process; a checkpoint contains all of it, but only the new entries of append-only states.</summary>
public sealed class MemoryStateBackend : IStateBackend
{
    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IStateStore Open(StateScope scope, IReadOnlyList<DeclaredState> states) => new MemoryStateStore(scope, states);

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(StateRestore restore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(restore);
        var tokens = restore.Snapshots.Select(static s => JsonSerializer.Deserialize(s.Token.Span, StateJson.Default.MemorySnapshot)!).ToArray();
        List<CheckpointFile> files = [.. tokens.Select(static t => t.Full).OfType<CheckpointFile>()];

        // A segment that moved between lanes is named by only one of them.
        StateSegment[] segments = [.. tokens.SelectMany(static t => t.Segments)];
        await restore.ReadAsync([.. files, .. segments.Select(static s => s.File)], cancellationToken);
        for (var i = 0; i < segments.Length; i++)
        {
            ((MemoryStateStore)restore.Lanes[i % restore.Lanes.Count]).Adopt(segments[i]);
        }
    }
}
