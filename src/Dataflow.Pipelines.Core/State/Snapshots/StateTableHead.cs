namespace Dataflow.Pipelines.State;

/// <summary>The description of a state in a file, before its entries.</summary>
/// <param name="Name">Name among the states of the node.</param>
/// <param name="Layout">The form of its values, as in <c>tumbling 5m</c>; entries of another layout cannot be read. Empty where its fields specify it.</param>
/// <param name="HasTimes">Whether a time precedes each value: the start of its TTL.</param>
/// <param name="Fields">The fields of its values; empty where the layout specifies it.</param>
public sealed record StateTableHead(string Name, string Layout, bool HasTimes, IReadOnlyList<StateField> Fields);
