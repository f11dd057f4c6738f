using System.Linq;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes <c>TryReadFields</c>: one call of the reader for each member.</summary>
internal static class FieldReadEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var self = RecordEmitter.Self(record);
        var type = RecordEmitter.TypeParameter(record, "TFields");
        var parameters = "(ref " + type + " fields, out " + self + " record, [sys::Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)";
        using (RecordEmitter.Method(code, record, "bool", "TryReadFields", type, parameters, "flow::IFieldReader, allows ref struct"))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            var names = new LocalNames(["fields", "record", "reason", .. EnumTextEmitter.ClassNames(record).Values]);
            var locals = record.Members.Select(member => names.Take(member.Name)).ToList();
            foreach (var member in record.Members.Where(HasOwnDefault))
            {
                code.Line(RecordConstruction.Local(member, locals[member.Index]));
            }

            code.Line("record = default;");
            foreach (var member in record.Members)
            {
                EmitMember(code, record, member, locals);
            }

            RecordConstruction.Emit(code, record, self, locals);
            code.Line("reason = null;");
            code.Line("return true;");
        }
    }

    // Null is a valid value of such a member, so its default applies only where the messages have no such field.
    private static bool HasOwnDefault(RecordMember member) => member.IsNullable && member.Default is not null;

    private static void EmitMember(SourceBuilder code, RecordModel record, RecordMember member, List<string> locals)
    {
        var local = locals[member.Index];
        var hasOwnDefault = HasOwnDefault(member);
        var target = (hasOwnDefault ? "" : Types.Short(member.TypeName) + "? ") + local;
        var column = member.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var call = member.Codec switch
        {
            CodecKind.Record => "fields.TryRecord(" + column + ", out " + target + ", out reason)",
            CodecKind.Enum => EnumTextEmitter.ClassName(record, member.Enum!) + ".TryRead(ref fields, " + column + ", out " + target + ")",
            CodecKind.TableName => "flow::CodeGeneration.TableNames.TryRead(ref fields, " + column + ", out " + target + ")",
            CodecKind.ByteArray or CodecKind.ByteMemory => "fields.TryBytes(" + column + ", out " + target + ")",
            _ => "fields.Try" + member.Codec + "(" + column + ", out " + target + ")",
        };
        var wrong = "fields.Wrong(" + column + ", " + Literals.Text(RecordConstruction.Fault(member)) + ")";
        using (code.Block("if (" + (hasOwnDefault ? "fields.Has(" + column + ") && " : "") + "!" + call + ")"))
        {
            code.Line("reason = " + (member.Codec == CodecKind.Record
                ? "reason is null ? " + wrong + " : flow::CodeGeneration.JsonReason.Inside(" + Literals.Text(member.Column) + ", reason)"
                : wrong) + ";");
            code.Line("return false;");
        }

        code.Line();
        if (member.IsRequired)
        {
            using (code.Block("if (" + local + " is null)"))
            {
                code.Line("reason = " + Literals.Text(member.Column + " is missing") + ";");
                code.Line("return false;");
            }

            code.Line();
        }
    }
}
