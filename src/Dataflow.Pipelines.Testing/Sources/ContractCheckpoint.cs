using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>A checkpoint of a rule: the positions of all splits, and the entries before them.</summary>
/// <param name="Number">Its number; 0 before the first checkpoint.</param>
/// <param name="Positions">The position of each split.</param>
/// <param name="Read">The entries before the positions, as texts.</param>
internal sealed record ContractCheckpoint(long Number, IReadOnlyList<SplitPosition> Positions, IReadOnlyList<string> Read)
{
    public static ContractCheckpoint None { get; } = new(0, [], []);
}
