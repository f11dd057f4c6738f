using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A record that is a member of another, in a checkpoint: by its JSON codec, which all records have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NestedRecord
{
    /// <summary>Writes the record.</summary>
    public static void Write<T>(BinaryWriter writer, in T record)
        where T : struct, IRecord<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            T.WriteJson(json, in record);
        }

        writer.Write(bytes.WrittenCount);
        writer.Write(bytes.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The record's type can no longer read what it wrote.</exception>
    public static T Read<T>(BinaryReader reader)
        where T : struct, IRecord<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        var bytes = reader.ReadBytes(reader.ReadInt32());
        return T.TryReadJson(bytes, new JsonDecoder(), out var record, out var reason)
            ? record
            : throw new InvalidDataException($"The checkpoint holds a '{T.Schema.Name}' that cannot be read: {reason}. Its type has changed; start from a checkpoint that the current type wrote.");
    }
}
