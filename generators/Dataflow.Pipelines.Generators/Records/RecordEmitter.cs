using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Writes the file of one record: its schema and its codecs.</summary>
internal static class RecordEmitter
{
    /// <param name="record">The record.</param>
    /// <param name="isStub">Whether the record has errors: its members are written as stubs, so that ours are the only errors shown.</param>
    public static string Emit(RecordModel record, bool isStub) =>
        GeneratedFile.Write(
            record.Type,
            "flow::IRecord<" + Self(record) + ">",
            code =>
            {
                EmitSchema(code, record, isStub);
                code.Line();
                JsonReadEmitter.Emit(code, record, isStub);
                code.Line();
                JsonWriteEmitter.Emit(code, record, isStub);
                code.Line();
                FieldReadEmitter.Emit(code, record, isStub);
                code.Line();
                FieldWriteEmitter.Emit(code, record, isStub);
                code.Line();
                ColumnEmitter.Emit(code, record, isStub);
                if (!isStub)
                {
                    EnumTextEmitter.Emit(code, record);
                }
            });

    /// <summary>The record's name inside its own declaration.</summary>
    public static string Self(RecordModel record) => record.Type.Self;

    /// <summary>How the declaration of a member of <c>IRecord</c> begins: public, or explicit where the user's part uses the name.</summary>
    public static (string Modifiers, string Name) Member(RecordModel record, string name) =>
        record.TakenNames.Contains(name)
            ? ("static ", "flow::IRecord<" + Self(record) + ">." + name)
            : ("public static ", name);

    /// <summary>A name for the type parameter of a method that hides no user type.</summary>
    public static string TypeParameter(RecordModel record, string name)
    {
        while ((string.Join(" ", record.Type.Containers) + record.Type.Self).Contains(name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>The head of a generic member of <c>IRecord</c>, and the block of its body.</summary>
    public static SourceBuilder.Scope Method(SourceBuilder code, RecordModel record, string returns, string method, string typeParameter, string parameters, string constraints)
    {
        var (modifiers, name) = Member(record, method);
        code.Line("/// <inheritdoc/>");
        code.Line(modifiers + returns + " " + name + "<" + typeParameter + ">" + parameters);
        if (modifiers.StartsWith("public", System.StringComparison.Ordinal))
        {
            using (code.Indent())
            {
                code.Line("where " + typeParameter + " : struct, " + constraints);
            }
        }

        return code.Block("");
    }

    private static void EmitSchema(SourceBuilder code, RecordModel record, bool isStub)
    {
        var (modifiers, name) = Member(record, "Schema");
        code.Line("/// <inheritdoc/>");
        code.Line(modifiers + "flow::RecordSchema " + name + " { get; } = new(");
        using (code.Indent())
        {
            code.Line(Quote(record.Id) + ",");
            code.Line("[");
            using (code.Indent())
            {
                foreach (var member in isStub ? EquatableArray<RecordMember>.Empty : record.Members)
                {
                    var digits = member.Codec == CodecKind.Decimal ? ", Precision: " + member.Digits.Precision + ", Scale: " + member.Digits.Scale : "";
                    code.Line("new(" + Quote(member.Column) + ", flow::ColumnType." + member.Codec.ColumnType() + ", Nullable: " + (member.IsNullable ? "true" : "false") + digits + "),");
                }
            }

            code.Line("]);");
        }
    }

    private static string Quote(string text) => Literals.Text(text);
}
