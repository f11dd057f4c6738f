using System.Buffers.Binary;
using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet;

/// <summary>Writes records into DuckDB's chunks with the record's own generated code. Belongs to one file; runs on its thread.</summary>
internal sealed class RecordFiller<T> : IChunkFiller<RecordRows<T>>
    where T : struct, IRecord<T>
{
    private static readonly IReadOnlyList<DuckDbColumn> s_columns = ParquetColumns.Of(T.Schema);
    private static readonly int[] s_uuids = [.. Enumerable.Range(0, s_columns.Count).Where(i => s_columns[i].Type == DuckDbType.Uuid)];

    private T[] _scratch = [];

    public IReadOnlyList<DuckDbColumn> Columns => s_columns;

    public int Fill(in RecordRows<T> rows, int from, DuckDbChunk chunk)
    {
        int count = Math.Min(rows.Count - from, chunk.Free);
        if (_scratch.Length < count)
        {
            _scratch = new T[RecordBatch<T>.Capacity];
        }

        chunk.BeginRows(count);
        if (count > 0)
        {
            ChunkColumns columns = new(chunk);
            T.WriteColumns(rows.Records(from, count, _scratch), ref columns);
            foreach (int column in s_uuids)
            {
                ToDuckDb(chunk, column);
            }
        }

        return from + count == rows.Count ? -1 : from + count;
    }

    public void Release(RecordRows<T> rows) => rows.Release();

    /// <summary>DuckDB's UUID is a signed number whose order is that of the text: most significant byte first, the highest bit flipped.</summary>
    private static void ToDuckDb(DuckDbChunk chunk, int column)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<Guid> written = chunk.Values<Guid>(column);
        Span<UInt128> stored = chunk.Values<UInt128>(column);
        for (int i = 0; i < written.Length; i++)
        {
            written[i].TryWriteBytes(bytes, bigEndian: true, out _);
            stored[i] = BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ (UInt128.One << 127);
        }
    }
}
