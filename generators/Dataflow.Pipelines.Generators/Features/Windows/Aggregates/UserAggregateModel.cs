namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>A user-defined aggregate.</summary>
/// <param name="TypeName">Name of the struct with <c>global::</c>.</param>
/// <param name="Display">Its name in messages.</param>
/// <param name="Value">Type of the values that it takes, with its <c>?</c>; null where it is not an aggregate.</param>
/// <param name="Result">Type of its result, with its <c>?</c>.</param>
internal sealed record UserAggregateModel(string TypeName, string Display, string? Value, string? Result);
