namespace Dataflow.Pipelines;

/// <summary>One column of a record type.</summary>
/// <param name="Name">The member's name in snake_case.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="Nullable">Whether a row may have no value.</param>
/// <param name="Precision">Of a decimal: its digits, 1 to 38; else 0.</param>
/// <param name="Scale">Of a decimal: its digits after the decimal point, 0 to 28; else 0.</param>
public sealed record RecordColumn(string Name, ColumnType Type, bool Nullable, byte Precision = 0, byte Scale = 0);
