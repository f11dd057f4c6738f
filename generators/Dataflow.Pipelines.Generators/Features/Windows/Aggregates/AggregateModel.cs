namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>The aggregate that a window computes for a member.</summary>
/// <param name="Kind">The aggregate.</param>
/// <param name="Member">The member of the window's input that it is computed from.</param>
/// <param name="By">The member of the window's input that is minimized or maximized.</param>
/// <param name="User">The user-defined aggregate.</param>
internal sealed record AggregateModel(AggregateKind Kind, string? Member = null, string? By = null, UserAggregateModel? User = null)
{
    public static AggregateModel None { get; } = new(AggregateKind.None);
}
