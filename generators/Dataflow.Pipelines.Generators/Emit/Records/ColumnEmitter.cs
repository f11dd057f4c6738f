using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Records;

/// <summary>Writes <c>WriteColumns</c>: one loop a column.</summary>
internal static class ColumnEmitter
{
    public static void Emit(SourceBuilder code, RecordModel record, bool isStub)
    {
        var (modifiers, name) = RecordEmitter.Member(record, "WriteColumns");
        var isExplicit = !modifiers.StartsWith("public", System.StringComparison.Ordinal);
        code.Line("/// <inheritdoc/>");
        code.Line(modifiers + "void " + name + "<TColumns>(sys::ReadOnlySpan<" + RecordEmitter.Self(record) + "> records, ref TColumns columns)");
        if (!isExplicit)
        {
            using (code.Indent())
            {
                code.Line("where TColumns : struct, flow::IColumnWriter");
            }
        }

        using (code.Block(""))
        {
            if (isStub)
            {
                code.Line("throw new sys::InvalidOperationException(\"The record has errors.\");");
                return;
            }

            var names = new LocalNames("records", "columns", "row", "value");
            foreach (var member in record.Members)
            {
                if (member.Index > 0)
                {
                    code.Line();
                }

                EmitColumn(code, member, names);
            }
        }
    }

    private static void EmitColumn(SourceBuilder code, RecordMember member, LocalNames names)
    {
        var valueType = member.Codec.ColumnValueType();
        var local = valueType is null ? "" : names.Take(member.Name);
        if (valueType is not null)
        {
            code.Line("var " + local + " = columns.Values<" + valueType + ">(" + member.Index + ");");
        }

        using var loop = code.Block("for (var row = 0; row < records.Length; row++)");
        var read = "records[row]." + TypeParser.Identifier(member.Name);
        if (!member.IsNullable)
        {
            code.Line(Write(member, local, read));
            return;
        }

        using (code.Block("if (" + read + " is { } value)"))
        {
            code.Line(Write(member, local, "value"));
        }

        using (code.Block("else"))
        {
            code.Line("columns.Null(" + member.Index + ", row);");
        }
    }

    private static string Write(RecordMember member, string local, string value) =>
        member.Codec switch
        {
            CodecKind.Text => "columns.Text(" + member.Index + ", row, " + value + ");",
            CodecKind.Enum => "columns.Text(" + member.Index + ", row, " + EnumTextEmitter.ClassName(member.Enum!) + ".Of(" + value + "));",
            CodecKind.Record => "columns.Text(" + member.Index + ", row, flow::JsonWrite.Text(" + value + "));",
            CodecKind.ByteArray => "columns.Bytes(" + member.Index + ", row, " + value + ");",
            CodecKind.ByteMemory => "columns.Bytes(" + member.Index + ", row, " + value + ".Span);",
            CodecKind.Instant or CodecKind.DateTime => local + "[row] = flow::ColumnValue.Instant(" + value + ");",
            CodecKind.Date or CodecKind.TimeOfDay or CodecKind.Duration or CodecKind.Decimal => local + "[row] = flow::ColumnValue." + member.Codec + "(" + value + ");",
            _ => local + "[row] = " + value + ";",
        };
}
