using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Records;

/// <summary>
/// Writes <c>TryReadJson</c>: one pass over the text, names told by their length and bytes, one local variable a member.
/// </summary>
internal static class JsonReadEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var self = RecordEmitter.Self(record);
        var (modifiers, name) = RecordEmitter.Member(record, "TryReadJson");
        var parameters = "(sys::ReadOnlySpan<byte> utf8, flow::JsonDecoder decoder, out " + self + " record, [sys::Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)";
        code.Line("/// <inheritdoc/>");
        using (code.Block(modifiers + "bool " + name + parameters))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            using (code.Block("if (utf8.IsEmpty)"))
            {
                code.Line("record = default;");
                code.Line("reason = flow::JsonReason.Empty;");
                code.Line("return false;");
            }

            code.Line();
            using (code.Block("try"))
            {
                code.Line("return Read(utf8, decoder, out record, out reason);");
            }

            using (code.Block("catch (sys::Exception fault) when (fault is json::JsonException or sys::InvalidOperationException)"))
            {
                code.Line("record = default;");
                code.Line("reason = flow::JsonReason.Malformed(utf8, fault);");
                code.Line("return false;");
            }

            code.Line();
            using (code.Block("static bool Read" + parameters))
            {
                EmitBody(code, record, self);
            }
        }
    }

    private static void EmitBody(SourceBuilder code, RecordModel record, string self)
    {
        var names = new LocalNames("utf8", "decoder", "record", "reason", "reader", "property", "Read");
        var locals = record.Members.Select(member => names.Take(member.Name)).ToList();

        foreach (var member in record.Members)
        {
            code.Line(LocalType(member) + " " + locals[member.Index] + " = " + (member.IsNullable && member.Default is { } value ? value : "null") + ";");
        }

        code.Line("record = default;");
        code.Line("var reader = new json::Utf8JsonReader(utf8);");
        using (code.Block("if (!reader.Read() || reader.TokenType != json::JsonTokenType.StartObject)"))
        {
            code.Line("reason = flow::JsonReason.NoObject(ref reader);");
            code.Line("return false;");
        }

        code.Line();
        EmitObject(code, JsonTree.Of(record).Children, locals);
        code.Line();
        code.Line("reader.Read(); // throws where something follows the object");
        foreach (var member in record.Members.Where(member => member.IsRequired))
        {
            code.Line();
            using (code.Block("if (" + locals[member.Index] + " is null)"))
            {
                code.Line("reason = flow::JsonReason.Missing(" + Literals.Text(member.JsonName) + ");");
                code.Line("return false;");
            }
        }

        code.Line();
        EmitConstruction(code, record, self, locals);
        code.Line("reason = null;");
        code.Line("return true;");
    }

    private static void EmitObject(SourceBuilder code, IReadOnlyList<JsonTree> places, List<string> locals)
    {
        using var loop = code.Block("while (reader.Read() && reader.TokenType == json::JsonTokenType.PropertyName)");
        if (places.Count == 0)
        {
            code.Line("reader.Skip();");
            return;
        }

        code.Line("var property" + Depth(places) + " = flow::JsonRead.Name(ref reader);");
        using var choice = code.Block("switch (property" + Depth(places) + ".Length)");
        foreach (var place in places.OrderBy(Utf8Length))
        {
            code.Line("case " + Utf8Length(place) + " when property" + Depth(places) + ".SequenceEqual(" + Literals.Text(place.Name) + "u8):");
            using (code.Indent())
            {
                if (place.Member is { } member)
                {
                    EmitMember(code, member, locals[member.Index]);
                }
                else
                {
                    EmitNested(code, place, locals);
                }

                code.Line("break;");
            }
        }

        code.Line("default:");
        using (code.Indent())
        {
            code.Line("reader.Skip();");
            code.Line("break;");
        }
    }

    private static void EmitMember(SourceBuilder code, RecordMember member, string local)
    {
        var call = member.Codec switch
        {
            CodecKind.Text => "flow::JsonRead.TryText(ref reader, decoder, " + member.Index + ", out " + local + ")",
            CodecKind.Record => "flow::JsonRead.TryRecord(ref reader, utf8, decoder, out " + local + ", out reason)",
            CodecKind.Enum => EnumTextEmitter.ClassName(member.Enum!) + ".TryRead(ref reader, out " + local + ")",
            CodecKind.ByteArray or CodecKind.ByteMemory => "flow::JsonRead.TryBytes(ref reader, out " + local + ")",
            _ => "flow::JsonRead.Try" + member.Codec + "(ref reader, out " + local + ")",
        };
        var wrong = "flow::JsonReason.Wrong(" + Literals.Text(member.JsonName) + ", " + Literals.Text(Fault(member)) + ", ref reader)";
        using (code.Block("if (!" + call + ")"))
        {
            code.Line("reason = " + (member.Codec == CodecKind.Record
                ? "reason is null ? " + wrong + " : flow::JsonReason.Inside(" + Literals.Text(member.JsonName) + ", reason)"
                : wrong) + ";");
            code.Line("return false;");
        }

        code.Line();
    }

    private static void EmitNested(SourceBuilder code, JsonTree place, List<string> locals)
    {
        using (code.Block("switch (flow::JsonRead.Object(ref reader))"))
        {
            code.Line("case true:");
            using (code.Indent())
            {
                EmitObject(code, place.Children, locals);
                code.Line();
                code.Line("break;");
            }

            code.Line("case false:");
            using (code.Indent())
            {
                code.Line("reason = flow::JsonReason.Wrong(" + Literals.Text(place.Path) + ", \"no object\", ref reader);");
                code.Line("return false;");
            }
        }

        code.Line();
    }

    private static void EmitConstruction(SourceBuilder code, RecordModel record, string self, List<string> locals)
    {
        var arguments = record.Members.Where(member => member.IsParameter).Select(member => Value(member, locals[member.Index])).ToList();
        var properties = record.Members.Where(member => !member.IsParameter && !member.HasInitializer).ToList();
        code.Line("record = new " + self + "(" + string.Join(", ", arguments) + ")" + (properties.Count == 0 ? ";" : ""));
        if (properties.Count > 0)
        {
            using (code.Block("", "};"))
            {
                foreach (var member in properties)
                {
                    code.Line(TypeParser.Identifier(member.Name) + " = " + Value(member, locals[member.Index]) + ",");
                }
            }
        }

        foreach (var member in record.Members.Where(member => !member.IsParameter && member.HasInitializer))
        {
            using (code.Block("if (" + locals[member.Index] + " is not null)"))
            {
                code.Line("record = record with { " + TypeParser.Identifier(member.Name) + " = " + Value(member, locals[member.Index]) + " };");
            }
        }
    }

    private static string Value(RecordMember member, string local) =>
        member.IsNullable ? local
        : member.Default is { } value ? local + " ?? " + value
        : IsReference(member) ? local
        : local + ".Value";

    private static string LocalType(RecordMember member) => Types.Short(member.TypeName) + "?";

    private static bool IsReference(RecordMember member) => member.Codec is CodecKind.Text or CodecKind.ByteArray;

    private static string Fault(RecordMember member) =>
        member.Enum is { } enumeration ? "none of " + string.Join(", ", enumeration.Values.Select(value => value.Text)) : member.Codec.Fault();

    private static int Utf8Length(JsonTree place) => Encoding.UTF8.GetByteCount(place.Name);

    // A nested object's name must not hide that of the object around it.
    private static string Depth(IReadOnlyList<JsonTree> places)
    {
        var depth = places[0].Path.Split('.').Length - 1;
        return depth == 0 ? "" : depth.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
