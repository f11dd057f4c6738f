namespace Dataflow.Pipelines;

/// <summary>One column of a record type.</summary>
/// <param name="Name">The member's name in snake_case.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="Nullable">Whether a row may have none.</param>
public sealed record RecordColumn(string Name, ColumnType Type, bool Nullable);
