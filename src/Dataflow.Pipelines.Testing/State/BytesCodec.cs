using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>Bytes with their length.</summary>
internal readonly struct BytesCodec : IEntryCodec<byte[]?>
{
    public static void Write(BinaryWriter writer, ref byte[]? value)
    {
        writer.Write(value!.Length);
        writer.Write(value);
    }

    public static byte[]? Read(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}
