using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>An aggregate that is a struct with its own methods: from the engine, or user-defined.</summary>
/// <param name="member">The member of the result.</param>
/// <param name="from">The member of the window's input that it is computed from.</param>
/// <param name="name">Name of the field.</param>
/// <param name="type">Type of the struct.</param>
/// <param name="result">The struct's property with the result.</param>
/// <param name="cast">The cast before each value that is added; if it is empty, null values are added too.</param>
internal sealed class StructAggregateField(RecordMember member, RecordMember? from, string name, string type, string result, string cast)
    : AggregateField(member, from, name)
{
    public override string Result => Name + "." + result;

    public override void EmitDeclaration(SourceBuilder code) => code.Line("private " + type + " " + Name + ";");

    public override void EmitAdd(SourceBuilder code)
    {
        if (cast.Length == 0)
        {
            code.Line(Name + ".Add(" + Source + ");");
            return;
        }

        EmitPresent(code, value => code.Line(Name + ".Add(" + cast + value + ");"));
    }

    public override void EmitMerge(SourceBuilder code) => code.Line(Name + ".Merge(in other." + Name + ");");

    public override void EmitWrite(SourceBuilder code) => code.Line(Name + ".Write(writer);");

    public override void EmitRead(SourceBuilder code) => code.Line(Name + ".Read(reader);");

    public override void EmitRelease(SourceBuilder code)
    {
    }
}
