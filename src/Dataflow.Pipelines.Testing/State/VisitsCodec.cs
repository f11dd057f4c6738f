using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>A codec as the generator writes it.</summary>
internal readonly struct VisitsCodec : IStateCodec<Visits>
{
    public static IReadOnlyList<StateField> Fields { get; } = [new("count", "int64"), new("last", "text?")];

    public static void Write(BinaryWriter writer, in Visits state)
    {
        writer.Write(state.Count);
        writer.Write(state.Last is not null);
        if (state.Last is { } last)
        {
            writer.Write(last);
        }
    }

    public static Visits Read(BinaryReader reader, StateFields fields)
    {
        long count = default;
        string? last = default;
        for (var i = 0; i < fields.Count; i++)
        {
            switch (fields[i])
            {
                case 0:
                    count = reader.ReadInt64();
                    break;
                case 1:
                    last = reader.ReadBoolean() ? reader.ReadString() : null;
                    break;
                default:
                    fields.Skip(reader, i);
                    break;
            }
        }

        return new(count, last);
    }
}
