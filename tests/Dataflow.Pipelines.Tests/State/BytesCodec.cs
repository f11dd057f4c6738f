using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>Bytes with their length.</summary>
internal readonly struct BytesCodec : IEntryCodec<byte[]?>
{
    public static void Write(BinaryWriter writer, ref byte[]? value)
    {
        writer.Write(value!.Length);
        writer.Write(value);
    }

    public static byte[]? Read(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var bytes = reader.ReadBytes(length);
        Assert.Equal(length, bytes.Length);
        return bytes;
    }
}
