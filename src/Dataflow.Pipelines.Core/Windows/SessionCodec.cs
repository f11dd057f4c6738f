using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>Writes the sessions of a key to a checkpoint and reads them, in the order of time.</summary>
internal readonly struct SessionCodec<TAccumulator, TIn, TOut> : IEntryCodec<Session<TAccumulator>?>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    public static void Write(BinaryWriter writer, ref Session<TAccumulator>? value)
    {
        for (var session = value; session is not null; session = session.Next)
        {
            writer.Write(session.First);
            writer.Write(session.Last);
            writer.Write(session.Due);
            session.Accumulator.Write(writer);
            writer.Write(session.Next is not null);
        }
    }

    public static Session<TAccumulator>? Read(BinaryReader reader)
    {
        Session<TAccumulator>? first = null;
        ref var place = ref first;
        do
        {
            var session = new Session<TAccumulator> { First = reader.ReadInt64(), Last = reader.ReadInt64(), Due = reader.ReadInt64() };
            session.Accumulator.Read(reader);
            place = session;
            place = ref session.Next;
        }
        while (reader.ReadBoolean());

        return first;
    }

    public static void Release(ref Session<TAccumulator>? value)
    {
        for (var session = value; session is not null; session = session.Next)
        {
            session.Accumulator.Release();
        }
    }
}
