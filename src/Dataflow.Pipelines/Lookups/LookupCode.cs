using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Lookups;

/// <summary>The file format of records without a result in a checkpoint.</summary>
/// <remarks>
/// Watermarks between them are not stored: they hold for the splits that this lane was fed from, and a start distributes splits and lanes anew. The sources
/// emit their restored watermark, the least of all their lanes, behind the restored records.
/// </remarks>
internal static class LookupCode
{
    private const byte End = 0;
    private const byte Plain = 1;
    private const byte Positioned = 2;

    public static void Write<T, TCodec>(BinaryWriter writer, T record, long time, SourcePosition? position)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        writer.Write(position is null ? Plain : Positioned);
        writer.Write(time);
        default(TCodec).Write(writer, in record);
        if (position is { } at)
        {
            writer.Write(at.Source ?? "");
            writer.Write(at.Partition);
            writer.Write(at.Offset);
            writer.Write(at.Payload.Length);
            writer.Write(at.Payload.Span);
        }
    }

    public static void WriteEnd(BinaryWriter writer) => writer.Write(End);

    /// <summary>Adds what the file holds to the queue.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="queue">Where to.</param>
    /// <param name="pool">The batches.</param>
    public static void Read<T, TCodec>(BinaryReader reader, LookupQueue<T> queue, BatchPool<T> pool)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        RecordBatch<T>? batch = null;
        for (var kind = reader.ReadByte(); kind != End; kind = reader.ReadByte())
        {
            if (kind is not (Plain or Positioned))
            {
                throw new InvalidDataException($"A checkpoint holds an entry of kind {kind} among the records that wait for a result; this version knows {Plain} and {Positioned}. It was written by another version: start from a checkpoint of this one.");
            }

            batch ??= pool.Rent();
            batch.Times[batch.Count] = reader.ReadInt64();
            batch.Records[batch.Count] = default(TCodec).Read(reader);
            if (kind == Positioned)
            {
                batch.HasPositions = true;
                batch.Positions[batch.Count] = new SourcePosition(reader.ReadString(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()));
            }

            if (++batch.Count == batch.Records.Length)
            {
                Hand(queue, ref batch);
            }
        }

        Hand(queue, ref batch);
    }

    private static void Hand<T>(LookupQueue<T> queue, ref RecordBatch<T>? batch)
        where T : struct, IRecord<T>
    {
        if (batch is not null)
        {
            queue.Add(-1, batch);
            batch = null;
        }
    }
}
