using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Joins;

/// <summary>Writes the records of both sides for one key to checkpoints, and reads them.</summary>
internal readonly struct JoinPairCodec<TLeft, TRight, TLeftCodec, TRightCodec> : IEntryCodec<JoinPair<TLeft, TRight>?>
    where TLeft : struct, IRecord<TLeft>
    where TRight : struct, IRecord<TRight>
    where TLeftCodec : struct, IRecordCodec<TLeft>
    where TRightCodec : struct, IRecordCodec<TRight>
{
    public static void Write(BinaryWriter writer, ref JoinPair<TLeft, TRight>? value)
    {
        Write<TLeft, TLeftCodec>(writer, value!.Left);
        Write<TRight, TRightCodec>(writer, value.Right);
    }

    public static JoinPair<TLeft, TRight>? Read(BinaryReader reader)
    {
        var pair = new JoinPair<TLeft, TRight>();
        Read<TLeft, TLeftCodec>(reader, pair.Left);
        Read<TRight, TRightCodec>(reader, pair.Right);
        return pair;
    }

    private static void Write<T, TCodec>(BinaryWriter writer, JoinBuffer<T> records)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        writer.Write(records.Due);
        writer.Write(records.Count);
        foreach (ref readonly var entry in records.Span)
        {
            writer.Write(entry.Time);
            writer.Write(entry.IsMatched);
            default(TCodec).Write(writer, in entry.Record);
        }
    }

    private static void Read<T, TCodec>(BinaryReader reader, JoinBuffer<T> records)
        where T : struct, IRecord<T>
        where TCodec : struct, IRecordCodec<T>
    {
        records.Due = reader.ReadInt64();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var (time, isMatched) = (reader.ReadInt64(), reader.ReadBoolean());
            records.Add(time, default(TCodec).Read(reader), isMatched);
        }
    }
}
