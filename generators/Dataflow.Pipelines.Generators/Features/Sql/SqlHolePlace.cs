using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>A value in a statement.</summary>
/// <param name="Value">The value.</param>
/// <param name="Start">First character of its braces.</param>
/// <param name="Length">Number of characters with the braces.</param>
/// <param name="After">The word before it, in upper case, where a name must follow that word; otherwise empty.</param>
/// <param name="IsPart">Whether it touches a part of a name.</param>
internal sealed record SqlHolePlace(TriggerExpression Value, int Start, int Length, string After, bool IsPart);
