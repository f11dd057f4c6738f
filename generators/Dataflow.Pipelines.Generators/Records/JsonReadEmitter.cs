using System.Linq;
using System.Text;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>
/// Writes <c>TryReadJson</c>: one pass over the text, names matched by their length and bytes, one local variable for each member.
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

            EmitBody(code, record, self);
        }
    }

    private static void EmitBody(SourceBuilder code, RecordModel record, string self)
    {
        var depths = record.Members.Select(member => member.JsonPath.Count).DefaultIfEmpty(1).Max();
        var names = new LocalNames(["utf8", "decoder", "record", "reason", "json", .. Enumerable.Range(0, depths).Select(NameAt), .. EnumTextEmitter.ClassNames(record).Values]);
        var locals = record.Members.Select(member => names.Take(member.Name)).ToList();

        foreach (var member in record.Members)
        {
            code.Line(RecordConstruction.Local(member, locals[member.Index]));
        }

        code.Line("record = default;");
        code.Line("var json = new flow::CodeGeneration.JsonScanner(utf8, decoder);");
        using (code.Block("if (!json.TryEnter(out reason))"))
        {
            code.Line("return false;");
        }

        code.Line();
        EmitObject(code, record, JsonTree.Of(record).Children, locals);
        code.Line();
        using (code.Block("if (!json.TryEnd(out reason))"))
        {
            code.Line("return false;");
        }

        foreach (var member in record.Members.Where(member => member.IsRequired))
        {
            code.Line();
            using (code.Block("if (" + locals[member.Index] + " is null)"))
            {
                code.Line("reason = " + Literals.Text(member.JsonName + " is missing") + ";");
                code.Line("return false;");
            }
        }

        code.Line();
        RecordConstruction.Emit(code, record, self, locals);
        code.Line("reason = null;");
        code.Line("return true;");
    }

    private static void EmitObject(SourceBuilder code, RecordModel record, IReadOnlyList<JsonTree> places, List<string> locals)
    {
        if (places.Count == 0)
        {
            using var others = code.Block("while (json.NextMember(out var name))");
            code.Line("json.Skip();");
            return;
        }

        var name = NameAt(places[0].Path.Split('.').Length - 1);
        using var loop = code.Block("while (json.NextMember(out var " + name + "))");
        using var choice = code.Block("switch (" + name + ".Length)");
        foreach (var place in places.OrderBy(Utf8Length))
        {
            code.Line("case " + Utf8Length(place) + " when " + name + ".SequenceEqual(" + Literals.Text(place.Name) + "u8):");
            using (code.Indent())
            {
                if (place.Member is { } member)
                {
                    EmitMember(code, record, member, locals[member.Index]);
                }
                else
                {
                    EmitNested(code, record, place, locals);
                }

                code.Line("break;");
            }
        }

        code.Line("default:");
        using (code.Indent())
        {
            code.Line("json.Skip();");
            code.Line("break;");
        }
    }

    private static void EmitMember(SourceBuilder code, RecordModel record, RecordMember member, string local)
    {
        var call = member.Codec switch
        {
            CodecKind.Text => "json.TryText(" + member.Index + ", out " + local + ")",
            CodecKind.Record => "json.TryRecord(out " + local + ", out reason)",
            CodecKind.Enum => EnumTextEmitter.ClassName(record, member.Enum!) + ".TryRead(ref json, out " + local + ")",
            CodecKind.TableName => "flow::CodeGeneration.TableNames.TryRead(ref json, out " + local + ")",
            CodecKind.ByteArray or CodecKind.ByteMemory => "json.TryBytes(out " + local + ")",
            _ => "json.Try" + member.Codec + "(out " + local + ")",
        };
        var wrong = "json.Wrong(" + Literals.Text(member.JsonName) + ", " + Literals.Text(RecordConstruction.Fault(member)) + ")";
        using (code.Block("if (!" + call + ")"))
        {
            code.Line("reason = " + (member.Codec == CodecKind.Record
                ? "reason is null ? " + wrong + " : flow::CodeGeneration.JsonReason.Inside(" + Literals.Text(member.JsonName) + ", reason)"
                : wrong) + ";");
            code.Line("return false;");
        }

        code.Line();
    }

    private static void EmitNested(SourceBuilder code, RecordModel record, JsonTree place, List<string> locals)
    {
        using (code.Block("switch (json.Object())"))
        {
            code.Line("case true:");
            using (code.Indent())
            {
                EmitObject(code, record, place.Children, locals);
                code.Line();
                code.Line("break;");
            }

            code.Line("case false:");
            using (code.Indent())
            {
                code.Line("reason = json.Wrong(" + Literals.Text(place.Path) + ", \"no object\");");
                code.Line("return false;");
            }
        }

        code.Line();
    }

    private static int Utf8Length(JsonTree place) => Encoding.UTF8.GetByteCount(place.Name);

    // A nested object's name must not hide that of the object around it.
    private static string NameAt(int depth) => "name" + (depth == 0 ? "" : depth.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
