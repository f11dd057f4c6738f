using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>The common part of the readers of all formats: one local variable for each member, and the construction of the record.</summary>
internal static class RecordConstruction
{
    public static void Emit(SourceBuilder code, RecordModel record, string self, List<string> locals)
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

    /// <summary>The declaration of the local variable of a member, with the value for a missing field.</summary>
    public static string Local(RecordMember member, string name) =>
        Types.Short(member.TypeName) + "? " + name + " = " + (member.IsNullable && member.Default is { } value ? value : "null") + ";";

    private static bool IsReference(RecordMember member) => member.Codec is CodecKind.Text or CodecKind.ByteArray;

    /// <summary>The reason for the rejection of a value of another form, after "is".</summary>
    public static string Fault(RecordMember member) =>
        member.Enum is { } enumeration ? "none of " + string.Join(", ", enumeration.Values.Select(value => value.Text)) : member.Codec.Fault();
}
