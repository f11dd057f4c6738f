using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>Writes the codec of a node's state for checkpoints: field by field, and by name.</summary>
internal static class StateCodecEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, NodeModel node, StateModel state)
    {
        var type = names.Of(state.Type);
        var record = graph.Pipeline.FindRecord(state.Type);
        List<RecordMember> members = state.Value is { } value ? [value] : [.. record!.Members];
        var locals = new LocalNames("writer", "reader", "fields", "state", "i");
        var named = members.ConvertAll(member => (Member: AsWritten(member), Local: AsWritten(member).IsNullable ? locals.TakeNullable(member.Name) : locals.Take(member.Name), Place: state.Value is null ? "state." + TypeParser.Identifier(member.Name) : "state"));

        code.Line();
        code.Line("// state of " + node.Id);
        using var body = code.Block("private readonly struct " + names.Of(node, OperatorFeature.State) + " : flow::State.IStateCodec<" + type + ">");
        EmitFields(code, members);
        code.Line();
        using (code.Block("public static void Write(sys::IO.BinaryWriter writer, in " + type + " state)"))
        {
            foreach (var (member, local, place) in named)
            {
                if (member.IsNullable)
                {
                    code.Line("var " + local + " = " + place + ";");
                }

                BinaryCode.EmitWrite(code, member, member.IsNullable ? local : place);
            }
        }

        code.Line();
        using (code.Block("public static " + type + " Read(sys::IO.BinaryReader reader, flow::CodeGeneration.StateFields fields)"))
        {
            foreach (var (member, local, _) in named)
            {
                code.Line(names.Of(member.TypeName) + (member.IsNullable ? "? " : " ") + local + " = " + (member.Default ?? "default") + ";");
            }

            using (code.Block("for (var i = 0; i < fields.Count; i++)"))
            using (code.Block("switch (fields[i])"))
            {
                for (var i = 0; i < named.Count; i++)
                {
                    EmitCase(code, "case " + i.ToString(CultureInfo.InvariantCulture), named[i].Local + " = " + BinaryCode.Read(named[i].Member));
                }

                EmitCase(code, "default", "fields.Skip(reader, i)");
            }

            code.Line();
            EmitResult(code, state, members, named.ConvertAll(field => field.Local));
        }
    }

    private static void EmitFields(SourceBuilder code, List<RecordMember> members)
    {
        code.Line("public static sys::Collections.Generic.IReadOnlyList<flow::State.StateField> Fields { get; } =");
        code.Line("[");
        using (code.Indent())
        {
            foreach (var member in members.Select(AsWritten))
            {
                code.Line("new(" + Literals.Text(member.Column) + ", " + Literals.Text(SnakeCase.Of(member.Codec.ToString()) + (member.IsNullable ? "?" : "")) + "),");
            }
        }

        code.Line("];");
    }

    private static void EmitCase(SourceBuilder code, string label, string statement)
    {
        code.Line(label + ":");
        using (code.Indent())
        {
            code.Line(statement + ";");
            code.Line("break;");
        }
    }

    private static void EmitResult(SourceBuilder code, StateModel state, List<RecordMember> members, List<string> locals)
    {
        if (state.Value is not null)
        {
            code.Line("return " + locals[0] + ";");
            return;
        }

        // A text that was null is null again, even where its declaration is not nullable.
        var values = members.Select((member, i) => (Member: member, Value: locals[i] + (AsWritten(member).IsNullable && !member.IsNullable ? "!" : ""))).ToList();
        var arguments = string.Join(", ", values.Where(value => value.Member.IsParameter).Select(value => value.Value));
        var properties = string.Join(", ", values.Where(value => !value.Member.IsParameter).Select(value => TypeParser.Identifier(value.Member.Name) + " = " + value.Value));
        code.Line("return new(" + arguments + ")" + (properties.Length == 0 ? ";" : " { " + properties + " };"));
    }

    // In the default of a state a text or byte array is null: such members are written as nullable.
    private static RecordMember AsWritten(RecordMember member) =>
        member.Codec is CodecKind.Text or CodecKind.ByteArray ? member with { IsNullable = true } : member;
}
