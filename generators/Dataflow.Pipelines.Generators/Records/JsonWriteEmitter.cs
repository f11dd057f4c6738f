using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes <c>WriteJson</c>: one call of the writer for each member.</summary>
internal static class JsonWriteEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var (modifiers, name) = RecordEmitter.Member(record, "WriteJson");
        code.Line("/// <inheritdoc/>");
        using (code.Block(modifiers + "void " + name + "(json::Utf8JsonWriter writer, in " + RecordEmitter.Self(record) + " record)"))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            code.Line("writer.WriteStartObject();");
            EmitPlaces(code, record, JsonTree.Of(record).Children, new LocalNames(["writer", "record", .. EnumTextEmitter.ClassNames(record).Values]));
            code.Line("writer.WriteEndObject();");
        }
    }

    private static void EmitPlaces(SourceBuilder code, RecordModel record, IReadOnlyList<JsonTree> places, LocalNames names)
    {
        foreach (var place in places)
        {
            var property = Literals.Text(place.Name) + "u8";
            if (place.Member is not { } member)
            {
                code.Line("writer.WriteStartObject(" + property + ");");
                EmitPlaces(code, record, place.Children, names);
                code.Line("writer.WriteEndObject();");
                continue;
            }

            var value = "record." + TypeParser.Identifier(member.Name);

            // The writer itself writes a null string as null.
            if (!member.IsNullable || member.Codec == CodecKind.Text)
            {
                EmitValue(code, record, member, property, value);
                continue;
            }

            var local = names.Take(member.Name);
            using (code.Block("if (" + value + " is { } " + local + ")"))
            {
                EmitValue(code, record, member, property, local);
            }

            using (code.Block("else"))
            {
                code.Line("writer.WriteNull(" + property + ");");
            }
        }
    }

    private static void EmitValue(SourceBuilder code, RecordModel record, RecordMember member, string property, string value)
    {
        switch (member.Codec)
        {
            case CodecKind.Boolean:
                code.Line("writer.WriteBoolean(" + property + ", " + value + ");");
                break;
            case CodecKind.Float32 or CodecKind.Float64:
                code.Line("flow::CodeGeneration.JsonWrite.Number(writer, " + property + ", " + value + ");");
                break;
            case CodecKind.Date or CodecKind.TimeOfDay or CodecKind.Duration:
                code.Line("flow::CodeGeneration.JsonWrite." + member.Codec + "(writer, " + property + ", " + value + ");");
                break;
            case CodecKind.Enum:
                code.Line("writer.WriteString(" + property + ", " + EnumTextEmitter.ClassName(record, member.Enum!) + ".Of(" + value + "));");
                break;
            case CodecKind.TableName:
                code.Line("writer.WriteString(" + property + ", " + value + ".ToString());");
                break;
            case CodecKind.ByteArray:
                code.Line("writer.WriteBase64String(" + property + ", " + value + ");");
                break;
            case CodecKind.ByteMemory:
                code.Line("writer.WriteBase64String(" + property + ", " + value + ".Span);");
                break;
            case CodecKind.Record:
                code.Line("writer.WritePropertyName(" + property + ");");
                code.Line("flow::CodeGeneration.JsonWrite.Record(writer, " + value + ");");
                break;
            case CodecKind.Text or CodecKind.Uuid or CodecKind.Instant or CodecKind.DateTime:
                code.Line("writer.WriteString(" + property + ", " + value + ");");
                break;
            default:
                code.Line("writer.WriteNumber(" + property + ", " + value + ");");
                break;
        }
    }
}
