namespace Dataflow.Pipelines.DuckDb;

/// <summary>A column that is written: its name in the file and its type. Every column may hold NULL.</summary>
/// <param name="Name">The name, as it is read back.</param>
/// <param name="Type">The type; for <see cref="DuckDbType.Decimal"/> width and scale too.</param>
/// <param name="Width">Digits of a decimal, 1 to 38; else not used.</param>
/// <param name="Scale">Digits of a decimal behind its point; else not used.</param>
public readonly record struct DuckDbColumn(string Name, DuckDbType Type, byte Width = 0, byte Scale = 0);
