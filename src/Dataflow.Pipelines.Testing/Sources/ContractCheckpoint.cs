using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>What a rule goes back to: the positions of all splits, and what was read before them.</summary>
/// <param name="Number">Its number; 0: none was made.</param>
/// <param name="Positions">How far each split was read.</param>
/// <param name="Read">The entries before the positions, as texts.</param>
internal sealed record ContractCheckpoint(long Number, IReadOnlyList<SplitPosition> Positions, IReadOnlyList<string> Read)
{
    public static ContractCheckpoint None { get; } = new(0, [], []);
}
