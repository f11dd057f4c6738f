namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>The aggregate for a member of a window's record.</summary>
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
