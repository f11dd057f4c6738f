using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes <c>WriteColumns</c>: one loop for each column.</summary>
internal static class ColumnEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var type = RecordEmitter.TypeParameter(record, "TColumns");
        var parameters = "(sys::ReadOnlySpan<" + RecordEmitter.Self(record) + "> records, ref " + type + " columns)";
        using (RecordEmitter.Method(code, record, "void", "WriteColumns", type, parameters, "flow::IColumnWriter"))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            var names = new LocalNames(["records", "columns", "row", "value", .. EnumTextEmitter.ClassNames(record).Values]);
            foreach (var member in record.Members)
            {
                if (member.Index > 0)
                {
                    code.Line();
                }

                EmitColumn(code, record, member, names);
            }
        }
    }

    private static void EmitColumn(SourceBuilder code, RecordModel record, RecordMember member, LocalNames names)
    {
        var values = names.Take(member.Name);
        var read = "records[row]." + TypeParser.Identifier(member.Name);
        code.Line("var " + values + " = columns.Values<" + member.Codec.ColumnValueType() + ">(" + member.Index + ");");
        if (!member.IsNullable)
        {
            using var loop = code.Block("for (var row = 0; row < records.Length; row++)");
            code.Line(values + "[row] = " + Value(record, member, read) + ";");
            return;
        }

        // The non-null values without gaps, and a flag for each row.
        var presence = names.Take(member.Name + "Presence");
        var count = names.Take(member.Name + "Count");
        code.Line("var " + presence + " = columns.Presence(" + member.Index + ");");
        code.Line("var " + count + " = 0;");
        using (code.Block("for (var row = 0; row < records.Length; row++)"))
        {
            using (code.Block("if (" + read + " is { } value)"))
            {
                code.Line(values + "[" + count + "++] = " + Value(record, member, "value") + ";");
                code.Line(presence + "[row] = 1;");
            }

            using (code.Block("else"))
            {
                code.Line(presence + "[row] = 0;");
            }
        }

        code.Line();
        code.Line("columns.SetCount(" + member.Index + ", " + count + ");");
    }

    private static string Value(RecordModel record, RecordMember member, string value) =>
        member.Codec switch
        {
            CodecKind.Text => "sys::MemoryExtensions.AsMemory(" + value + ")",
            CodecKind.Enum => "sys::MemoryExtensions.AsMemory(" + EnumTextEmitter.ClassName(record, member.Enum!) + ".Of(" + value + "))",
            CodecKind.TableName => "sys::MemoryExtensions.AsMemory(" + value + ".ToString())",
            CodecKind.Record => "sys::MemoryExtensions.AsMemory(flow::CodeGeneration.JsonWrite.Text(" + value + "))",
            CodecKind.Instant or CodecKind.DateTime => "flow::ColumnValue.Instant(" + value + ")",
            CodecKind.Date or CodecKind.TimeOfDay or CodecKind.Duration => "flow::ColumnValue." + member.Codec + "(" + value + ")",
            _ => value,
        };
}
