using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>An earlier version of <see cref="VisitsCodec"/>: it lacks a field, and has two that were removed later.</summary>
internal readonly struct CountCodec : IStateCodec<(long Count, string Gone)>
{
    public static IReadOnlyList<StateField> Fields { get; } = [new("gone", "text?"), new("count", "int64"), new("also_gone", "uuid")];

    public static void Write(BinaryWriter writer, in (long Count, string Gone) state)
    {
        writer.Write(state.Gone is not null);
        if (state.Gone is { } gone)
        {
            writer.Write(gone);
        }

        writer.Write(state.Count);
        writer.Write(new byte[16]);
    }

    public static (long Count, string Gone) Read(BinaryReader reader, StateFields fields) => throw new NotSupportedException();
}
