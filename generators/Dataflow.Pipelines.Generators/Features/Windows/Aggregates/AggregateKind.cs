namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>What a member of a window's record is computed from.</summary>
internal enum AggregateKind
{
    None,
    WindowKey,
    WindowStart,
    WindowEnd,
    Count,
    CountDistinct,
    Sum,
    Min,
    Max,
    Average,
    First,
    Last,
    Variance,
    StandardDeviation,
    MinBy,
    MaxBy,
    Aggregate,
}
