namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>Decimals as each of Parquet's physical types.</summary>
[Record]
internal readonly partial record struct Digits(
    [Decimal(3, 2)] decimal Narrow, [Decimal(9, 2)] decimal Int32, [Decimal(18, 2)] decimal Int64, [Decimal(19, 17)] decimal Fixed, [Decimal(38, 0)] decimal Widest);
