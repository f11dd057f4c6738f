namespace Dataflow.Pipelines;

/// <summary>The columns of one record in a batch: its data besides the record itself. Used while the record waits outside a batch.</summary>
/// <param name="Time">Event time, UTC ticks.</param>
/// <param name="Kind">Insert, update or delete.</param>
/// <param name="Position">Where it was read; <see langword="null"/> where that is not known.</param>
internal readonly record struct BatchRow(long Time, RowKind Kind = RowKind.Insert, SourcePosition? Position = null)
{
    private const byte HasPosition = 1;
    private const int KindShift = 1;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static BatchRow Read(BinaryReader reader)
    {
        var time = reader.ReadInt64();
        var columns = reader.ReadByte();
        return new BatchRow(
            time,
            (RowKind)(columns >> KindShift),
            (columns & HasPosition) == 0 ? null : new SourcePosition(reader.ReadString(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32())));
    }

    /// <summary>Writes it to a checkpoint.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Time);
        writer.Write((byte)((Position.HasValue ? HasPosition : 0) | ((byte)Kind << KindShift)));
        if (Position is { } at)
        {
            writer.Write(at.Source ?? "");
            writer.Write(at.Partition);
            writer.Write(at.Offset);
            writer.Write(at.Payload.Length);
            writer.Write(at.Payload.Span);
        }
    }
}
