using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>A member of the record with the minimum or maximum of another member.</summary>
/// <param name="member">The member of the result.</param>
/// <param name="from">The member of the window's input that provides the value.</param>
/// <param name="by">The member of the window's input that is minimized or maximized.</param>
/// <param name="name">Name of the field.</param>
internal sealed class ExtremeRecordField(RecordMember member, RecordMember? from, RecordMember by, string name) : AggregateField(member, from, name)
{
    public override string Result => Name;

    private string By => Name + "By";

    public override void EmitDeclaration(SourceBuilder code)
    {
        code.Line("private " + Types.Short(Member.TypeName) + (Member.IsNullable ? "?" : "") + " " + Name + ";");
        code.Line("private " + Types.Short(by.TypeName) + " " + By + ";");
        code.Line("private long " + Time + ";");
        code.Line("private bool " + Has + ";");
    }

    public override void EmitAdd(SourceBuilder code)
    {
        var value = "record." + TypeParser.Identifier(by.Name);
        using (code.Block("if (!" + Has + " || " + IsBetter(value, "ticks") + ")"))
        {
            code.Line(Name + " = " + Source + ";");
            code.Line(By + " = " + value + ";");
            code.Line(Time + " = ticks;");
            code.Line(Has + " = true;");
        }
    }

    public override void EmitMerge(SourceBuilder code)
    {
        using (code.Block("if (other." + Has + " && (!" + Has + " || " + IsBetter("other." + By, "other." + Time) + "))"))
        {
            foreach (var field in new[] { Name, By, Time })
            {
                code.Line(field + " = other." + field + ";");
            }

            code.Line(Has + " = true;");
        }
    }

    public override void EmitWrite(SourceBuilder code)
    {
        BinaryCode.EmitWrite(code, Member, Name);
        BinaryCode.EmitWrite(code, by, By);
        code.Line("writer.Write(" + Time + ");");
        code.Line("writer.Write(" + Has + ");");
    }

    public override void EmitRead(SourceBuilder code)
    {
        code.Line(Name + " = " + BinaryCode.Read(Member) + ";");
        code.Line(By + " = " + BinaryCode.Read(by) + ";");
        code.Line(Time + " = reader.ReadInt64();");
        code.Line(Has + " = reader.ReadBoolean();");
    }

    public override void EmitRelease(SourceBuilder code)
    {
    }

    private string IsBetter(string value, string ticks)
    {
        var isFurther = OrderCode.IsFurther(by.Codec, Member.Aggregate == AggregateKind.MinBy, value, By);
        return isFurther + " || (" + OrderCode.AreEqual(by.Codec, value, By) + " && " + ticks + " < " + Time + ")";
    }
}
