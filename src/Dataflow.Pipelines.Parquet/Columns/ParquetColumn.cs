namespace Dataflow.Pipelines.Parquet;

/// <summary>What the buffer of a column knows of it.</summary>
/// <param name="Record">Name of the record type, for errors.</param>
/// <param name="Name">Name of the column.</param>
/// <param name="IsNullable">Whether a row may have no value.</param>
/// <param name="Precision">Digits of a decimal; else 0.</param>
/// <param name="Scale">Digits of a decimal behind its point; else 0.</param>
internal sealed record ParquetColumn(string Record, string Name, bool IsNullable, byte Precision, byte Scale);
