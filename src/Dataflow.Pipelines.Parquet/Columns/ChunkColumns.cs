using System.Runtime.CompilerServices;
using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Lets generated code write into DuckDB's memory: a struct, so that every call is direct and inlined.</summary>
internal readonly struct ChunkColumns(DuckDbChunk chunk) : IColumnWriter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<TValue> Values<TValue>(int column)
        where TValue : unmanaged => chunk.Values<TValue>(column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text(int column, int row, ReadOnlySpan<char> value) => chunk.SetText(column, row, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bytes(int column, int row, ReadOnlySpan<byte> value) => chunk.SetBytes(column, row, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Null(int column, int row) => chunk.SetNull(column, row);
}
