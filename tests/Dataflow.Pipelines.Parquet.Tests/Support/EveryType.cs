namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A record with a column of every type, each of which may be null.</summary>
[Record]
internal readonly partial record struct EveryType(
    bool? Flag, sbyte? I8, short? I16, int? I32, long? I64, byte? U8, ushort? U16, uint? U32, ulong? U64, float? F32, double? F64,
    decimal? Amount, DateTimeOffset? At, DateOnly? Day, TimeOnly? Clock, TimeSpan? Lasted, Guid? Id, string? Text, byte[]? Bytes);
