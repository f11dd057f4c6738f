using System.Text.Json;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.Spilling;

/// <summary>
/// A state backend that retains nothing in memory between messages, and whose checkpoints contain changes: an entry that an operator uses
/// without having loaded it is missing. Written against the public API only.
/// </summary>
internal sealed class SpillingStateBackend : IStateBackend
{
    public string Name => "spilling";

    /// <summary>All stores that were opened.</summary>
    public List<SpillingStateStore> Stores { get; } = [];

    public IStateStore Open(StateScope scope, IReadOnlyList<DeclaredState> states)
    {
        var store = new SpillingStateStore(scope, states);
        Stores.Add(store);
        return store;
    }

    public async ValueTask RestoreAsync(StateRestore restore, CancellationToken cancellationToken)
    {
        SpilledSnapshot[] tokens = [.. restore.Snapshots.Select(static s => JsonSerializer.Deserialize<SpilledSnapshot>(s.Token.Span)!)];

        // As many lanes as before: each continues the chain of its predecessor. Otherwise the first snapshot starts a new one.
        var goesOn = tokens.Length == restore.Lanes.Count;
        await restore.ReadAsync([.. tokens.Select(t => Inputs(t.Chain, restore.Checkpoints))], goesOn, cancellationToken);
        await restore.ReadAsync([.. tokens.SelectMany(static t => t.Segments).Select(s => Inputs([s.File], restore.Checkpoints))], goesOn, cancellationToken);
        await restore.ReadAsync([.. tokens.Where(static t => t.Whole is not null).Select(t => Inputs([t.Whole!], restore.Checkpoints))], goesOn, cancellationToken);
        var segments = tokens.SelectMany(static t => t.Segments).ToArray();
        for (var i = 0; i < segments.Length; i++)
        {
            ((SpillingStateStore)restore.Lanes[i % restore.Lanes.Count]).Adopt(segments[i]);
        }

        for (var i = 0; goesOn && i < tokens.Length; i++)
        {
            ((SpillingStateStore)restore.Lanes[i]).Adopt(tokens[i].Chain);
        }
    }

    private static StateInput[] Inputs(IReadOnlyList<CheckpointFile> files, ICheckpointStore store) => [.. files.Select(file => StateInput.Of(file, store))];
}
