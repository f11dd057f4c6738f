using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>Codec of clicks in checkpoints, in the form that the generator emits.</summary>
internal readonly struct ClickCodec : IRecordCodec<Click>
{
    public void Write(BinaryWriter writer, in Click record)
    {
        writer.Write(record.Id);
        writer.Write(record.User);
        writer.Write(record.At.Ticks);
        writer.Write(record.At.Offset.Ticks);
        writer.Write(record.Amount);
    }

    public Click Read(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), new TimeSpan(reader.ReadInt64())), reader.ReadInt64());
}
