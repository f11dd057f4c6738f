namespace Dataflow.Pipelines.State;

/// <summary>What a file says of a state before its entries.</summary>
/// <param name="Name">Which of the node's states.</param>
/// <param name="Layout">What its values are, as in <c>tumbling 5m</c>; entries of another layout cannot be read. Empty where its fields say it.</param>
/// <param name="HasTimes">Whether a time precedes each value: its TTL has started then.</param>
/// <param name="Fields">The fields of its values; empty where the layout says it.</param>
public sealed record StateTableHead(string Name, string Layout, bool HasTimes, IReadOnlyList<StateField> Fields);
