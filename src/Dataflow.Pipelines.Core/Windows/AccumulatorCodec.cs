using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>Writes an accumulator to a checkpoint and reads it.</summary>
internal readonly struct AccumulatorCodec<TAccumulator, TIn, TOut> : IEntryCodec<TAccumulator>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    public static void Write(BinaryWriter writer, ref TAccumulator value) => value.Write(writer);

    public static TAccumulator Read(BinaryReader reader)
    {
        var accumulator = default(TAccumulator);
        accumulator.Read(reader);
        return accumulator;
    }

    public static void Release(ref TAccumulator value) => value.Release();
}
