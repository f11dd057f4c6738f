namespace Dataflow.Pipelines;

/// <summary>The columns of a record type.</summary>
/// <param name="Name">The record type's name in snake_case.</param>
/// <param name="Columns">In the order of the members.</param>
public sealed record RecordSchema(string Name, IReadOnlyList<RecordColumn> Columns);
