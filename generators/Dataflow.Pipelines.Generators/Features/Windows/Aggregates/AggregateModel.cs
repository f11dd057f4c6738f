namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>What a window computes for a member.</summary>
/// <param name="Kind">The aggregate.</param>
/// <param name="Member">The member of the window's input that it is computed from.</param>
/// <param name="By">The member of the window's input that is least or greatest.</param>
/// <param name="User">The aggregate of the user's own.</param>
internal sealed record AggregateModel(AggregateKind Kind, string? Member = null, string? By = null, UserAggregateModel? User = null)
{
    public static AggregateModel None { get; } = new(AggregateKind.None);
}
