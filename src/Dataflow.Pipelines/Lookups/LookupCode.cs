using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Lookups;

/// <summary>A record without a result in a checkpoint: its event time, where it was read, and itself.</summary>
internal static class LookupCode
{
    public static void Write<T, TCodec>(BinaryWriter writer, T record, long time, SourcePosition? position)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        writer.Write(time);
        writer.Write(position.HasValue);
        if (position is { } at)
        {
            writer.Write(at.Source ?? "");
            writer.Write(at.Partition);
            writer.Write(at.Offset);
            writer.Write(at.Payload.Length);
            writer.Write(at.Payload.Span);
        }

        default(TCodec).Write(writer, in record);
    }

    /// <summary>Adds what <see cref="Write"/> wrote to a batch that has room.</summary>
    public static void Read<T, TCodec>(BinaryReader reader, RecordBatch<T> batch)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        var at = batch.Count++;
        batch.Times[at] = reader.ReadInt64();
        if (reader.ReadBoolean())
        {
            batch.HasPositions = true;
            batch.Positions[at] = new SourcePosition(reader.ReadString(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()));
        }

        batch.Records[at] = default(TCodec).Read(reader);
    }
}
