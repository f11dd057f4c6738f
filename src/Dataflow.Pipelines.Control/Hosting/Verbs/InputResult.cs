namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What became of a change of stored inputs.</summary>
/// <param name="Result"><c>stored</c>, <c>unset</c>, <c>rotated</c>, <c>unchanged</c>, or <c>waiting</c> for an instance.</param>
/// <param name="Name">The input; null for several.</param>
/// <param name="OverriddenBy">The option of the instance that takes precedence; null without one.</param>
/// <param name="Count">The number of values that were encrypted again; null for others.</param>
internal sealed record InputResult(string Result, string? Name = null, string? OverriddenBy = null, int? Count = null);
