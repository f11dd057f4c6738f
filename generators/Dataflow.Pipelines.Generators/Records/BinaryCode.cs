using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes the code that saves a value to a checkpoint and restores it.</summary>
internal static class BinaryCode
{
    public static void EmitWrite(SourceBuilder code, RecordMember member, string value)
    {
        if (!member.IsNullable)
        {
            EmitWriteValue(code, member.Codec, value);
            return;
        }

        code.Line("writer.Write(" + value + " is not null);");
        using (code.Block("if (" + value + " is { } " + value + "Value)"))
        {
            EmitWriteValue(code, member.Codec, value + "Value");
        }
    }

    // default(...) states the type: with a plain null, the conditional expression has the type of the array and null becomes an empty memory.
    public static string Read(RecordMember member) =>
        !member.IsNullable ? ReadValue(member)
        : "reader.ReadBoolean() ? " + ReadValue(member) + " : " + (member.Codec == CodecKind.ByteMemory ? "default(" + Types.Short(member.TypeName) + "?)" : "null");

    private static void EmitWriteValue(SourceBuilder code, CodecKind codec, string value)
    {
        switch (codec)
        {
            case CodecKind.Instant:
                code.Line("writer.Write(" + value + ".Ticks);");
                code.Line("writer.Write(" + value + ".Offset.Ticks);");
                break;
            case CodecKind.ByteArray:
                code.Line("writer.Write(" + value + ".Length);");
                code.Line("writer.Write(" + value + ");");
                break;
            case CodecKind.ByteMemory:
                code.Line("writer.Write(" + value + ".Length);");
                code.Line("writer.Write(" + value + ".Span);");
                break;
            case CodecKind.Record:
                code.Line("flow::CodeGeneration.NestedRecord.Write(writer, in " + value + ");");
                break;
            default:
                code.Line("writer.Write(" + Argument(codec, value) + ");");
                break;
        }
    }

    private static string Argument(CodecKind codec, string value) =>
        codec switch
        {
            // In the default of an accumulator a text is null.
            CodecKind.Text => value + " ?? \"\"",
            CodecKind.Uuid => value + ".ToByteArray()",
            CodecKind.TableName => value + ".ToString()",
            CodecKind.DateTime => value + ".ToBinary()",
            CodecKind.Date => value + ".DayNumber",
            CodecKind.TimeOfDay or CodecKind.Duration => value + ".Ticks",
            CodecKind.Enum => "unchecked((long)" + value + ")",
            _ => value,
        };

    private static string ReadValue(RecordMember member) =>
        member.Codec switch
        {
            CodecKind.Text => "reader.ReadString()",
            CodecKind.TableName => "flow::CodeGeneration.TableNames.Read(reader.ReadString())",
            CodecKind.Boolean => "reader.ReadBoolean()",
            CodecKind.Int8 => "reader.ReadSByte()",
            CodecKind.UInt8 => "reader.ReadByte()",
            CodecKind.Float32 => "reader.ReadSingle()",
            CodecKind.Float64 => "reader.ReadDouble()",
            CodecKind.Uuid => "new sys::Guid(reader.ReadBytes(16))",
            CodecKind.Instant => "new sys::DateTimeOffset(reader.ReadInt64(), new sys::TimeSpan(reader.ReadInt64()))",
            CodecKind.DateTime => "sys::DateTime.FromBinary(reader.ReadInt64())",
            CodecKind.Date => "sys::DateOnly.FromDayNumber(reader.ReadInt32())",
            CodecKind.TimeOfDay => "new sys::TimeOnly(reader.ReadInt64())",
            CodecKind.Duration => "new sys::TimeSpan(reader.ReadInt64())",
            CodecKind.Enum => "unchecked((" + Types.Short(member.TypeName) + ")reader.ReadInt64())",
            CodecKind.ByteArray or CodecKind.ByteMemory => "reader.ReadBytes(reader.ReadInt32())",
            CodecKind.Record => "flow::CodeGeneration.NestedRecord.Read<" + Types.Short(member.TypeName) + ">(reader)",
            _ => "reader.Read" + member.Codec + "()",
        };
}
