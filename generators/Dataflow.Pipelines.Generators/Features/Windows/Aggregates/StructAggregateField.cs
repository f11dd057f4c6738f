using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>An aggregate that is a struct with methods of its own: of the engine's, or of the user's.</summary>
/// <param name="member">The member of the result.</param>
/// <param name="from">The member of the window's input that it is computed from.</param>
/// <param name="name">Name of the field.</param>
/// <param name="type">Type of the struct.</param>
/// <param name="result">The struct's property that is the result.</param>
/// <param name="cast">What is written before a value that it is given; where nothing is, a value that is missing is given too.</param>
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
