namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>One alternative of a trigger: the events that it waits for, and its guard as C#.</summary>
/// <param name="Latches">Events and crons, each once.</param>
/// <param name="Negated">Events that the guard negates.</param>
/// <param name="Guard">A C# condition from <c>at</c>; empty: none.</param>
/// <param name="Reads">What the guard reads.</param>
internal sealed record CompiledDisjunct(IReadOnlyList<TriggerExpression> Latches, IReadOnlyList<EventExpression> Negated, string Guard, ValueReads Reads);
