namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>An aggregate of the user's own.</summary>
/// <param name="TypeName">Name of the struct with <c>global::</c>.</param>
/// <param name="Display">What people call it.</param>
/// <param name="Value">Type of the values that it takes, with its <c>?</c>; none where it is no aggregate.</param>
/// <param name="Result">Type of its result, with its <c>?</c>.</param>
internal sealed record UserAggregateModel(string TypeName, string Display, string? Value, string? Result);
