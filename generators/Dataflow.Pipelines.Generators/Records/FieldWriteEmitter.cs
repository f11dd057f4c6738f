using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes <c>WriteFields</c>: one call of the writer for each member.</summary>
internal static class FieldWriteEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var type = RecordEmitter.TypeParameter(record, "TFields");
        var parameters = "(ref " + type + " fields, in " + RecordEmitter.Self(record) + " record)";
        using (RecordEmitter.Method(code, record, "void", "WriteFields", type, parameters, "flow::IFieldWriter, allows ref struct"))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            var names = new LocalNames(["fields", "record", .. EnumTextEmitter.ClassNames(record).Values]);
            foreach (var member in record.Members)
            {
                var value = "record." + TypeParser.Identifier(member.Name);
                var column = member.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (!member.IsNullable)
                {
                    code.Line(Write(record, member, column, value));
                    continue;
                }

                var local = names.Take(member.Name);
                using (code.Block("if (" + value + " is { } " + local + ")"))
                {
                    code.Line(Write(record, member, column, local));
                }

                using (code.Block("else"))
                {
                    code.Line("fields.WriteNull(" + column + ");");
                }

                if (member.Index < record.Members.Count - 1)
                {
                    code.Line();
                }
            }
        }
    }

    private static string Write(RecordModel record, RecordMember member, string column, string value) =>
        member.Codec switch
        {
            CodecKind.Enum => "fields.WriteText(" + column + ", " + EnumTextEmitter.ClassName(record, member.Enum!) + ".Of(" + value + "));",
            CodecKind.TableName => "fields.WriteText(" + column + ", " + value + ".ToString());",
            CodecKind.ByteArray => "fields.WriteBytes(" + column + ", " + value + ");",
            CodecKind.ByteMemory => "fields.WriteBytes(" + column + ", " + value + ".Span);",
            _ => "fields.Write" + member.Codec + "(" + column + ", " + value + ");",
        };
}
