namespace Dataflow.Pipelines.Parquet;

/// <summary>The description of a column for its buffer.</summary>
/// <param name="Record">Name of the record type, for errors.</param>
/// <param name="Name">Name of the column.</param>
/// <param name="IsNullable">Whether a row may have no value.</param>
/// <param name="Precision">Digits of a decimal; else 0.</param>
/// <param name="Scale">Digits of a decimal after its decimal point; else 0.</param>
internal sealed record ParquetColumn(string Record, string Name, bool IsNullable, byte Precision, byte Scale);
