namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>One condition of an alternative of a trigger.</summary>
/// <param name="Expression">An event, a cron, a comparison or a truth value.</param>
/// <param name="IsNegated">Whether its opposite is the condition.</param>
internal readonly record struct TriggerTerm(TriggerExpression Expression, bool IsNegated);
