using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Windows;

/// <summary>Writes a count window to a checkpoint and reads it.</summary>
internal readonly struct CountedWindowCodec<TAccumulator, TIn, TOut> : IEntryCodec<CountedWindow<TAccumulator>>
    where TAccumulator : struct, IWindowAccumulator<TAccumulator, TIn, TOut>
{
    public static void Write(BinaryWriter writer, ref CountedWindow<TAccumulator> value)
    {
        writer.Write(value.Count);
        writer.Write(value.Latest);
        value.Accumulator.Write(writer);
    }

    public static CountedWindow<TAccumulator> Read(BinaryReader reader)
    {
        var window = new CountedWindow<TAccumulator> { Count = reader.ReadInt32(), Latest = reader.ReadInt64() };
        window.Accumulator.Read(reader);
        return window;
    }

    public static void Release(ref CountedWindow<TAccumulator> value) => value.Accumulator.Release();
}
