using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>A codec as the generator writes it for a number, with a field <c>last</c> in place of the text of <see cref="VisitsCodec"/>.</summary>
internal readonly struct LongCodec : IStateCodec<long>
{
    public static IReadOnlyList<StateField> Fields { get; } = [new("last", "int64")];

    public static void Write(BinaryWriter writer, in long state) => writer.Write(state);

    public static long Read(BinaryReader reader, StateFields fields) => reader.ReadInt64();
}
