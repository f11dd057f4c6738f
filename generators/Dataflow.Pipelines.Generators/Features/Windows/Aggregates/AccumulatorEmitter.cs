using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>Writes the accumulator of a window: one aggregate for each member of its record.</summary>
internal static class AccumulatorEmitter
{
    // Helper fields of an aggregate are named after it with one of these suffixes, and must not have the name of another member.
    private static readonly string[] Parts = ["Sum", "Count", "Ticks", "IsSet", "By", "Value", "ByValue", "Next"];

    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, NodeModel node)
    {
        var inputType = EdgeTypeRule.InputOf(graph, node)!;
        var input = graph.Pipeline.FindRecord(inputType)!;
        var output = graph.Pipeline.FindRecord(node.Output)!;
        var fields = Fields(node, input, output, names.Of(node, WindowFeature.Accumulator));
        var result = names.Of(node.Output!);

        code.Line();
        code.Line("// aggregates of " + node.Id);
        using var body = code.Block("private struct " + names.Of(node, WindowFeature.Accumulator) + " : flow::CodeGeneration.IWindowAccumulator<" + names.Of(node, WindowFeature.Accumulator) + ", " + names.Of(inputType) + ", " + result + ">");
        foreach (var field in fields)
        {
            field.EmitDeclaration(code);
        }

        if (fields.Count > 0)
        {
            code.Line();
        }

        using (code.Block("public void Add(in " + names.Of(inputType) + " record, long ticks, " + FingerprintCode.Parameter + ")"))
        {
            fields.ForEach(field => field.EmitCheckedAdd(code));
            fields.ForEach(field => field.EmitAdd(code));
        }

        code.Line();
        using (code.Block("public void Merge(in " + names.Of(node, WindowFeature.Accumulator) + " other)"))
        {
            fields.ForEach(field => field.EmitCheckedMerge(code));
            fields.ForEach(field => field.EmitMerge(code));
        }

        code.Line();
        EmitResult(code, output, fields, result);
        code.Line();
        using (code.Block("public void Write(sys::IO.BinaryWriter writer)"))
        {
            foreach (var field in fields)
            {
                field.EmitWrite(code);
            }
        }

        code.Line();
        using (code.Block("public void Read(sys::IO.BinaryReader reader)"))
        {
            foreach (var field in fields)
            {
                field.EmitRead(code);
            }
        }

        code.Line();
        using (code.Block("public void Release()"))
        {
            foreach (var field in fields)
            {
                field.EmitRelease(code);
            }
        }
    }

    private static void EmitResult(SourceBuilder code, RecordModel output, List<AggregateField> fields, string result)
    {
        var arguments = output.Members.Where(member => member.IsParameter).Select(member => Value(member, fields));
        var properties = output.Members.Where(member => !member.IsParameter && member.Aggregate != AggregateKind.None).ToList();
        code.Line("public " + result + " Result(sys::DateTimeOffset start, sys::DateTimeOffset end) =>");
        using (code.Indent())
        {
            code.Line("new(" + string.Join(", ", arguments) + ")" + (properties.Count == 0 ? ";" : ""));
            if (properties.Count > 0)
            {
                using (code.Block("", "};"))
                {
                    foreach (var member in properties)
                    {
                        code.Line(TypeParser.Identifier(member.Name) + " = " + Value(member, fields) + ",");
                    }
                }
            }
        }
    }

    private static List<AggregateField> Fields(NodeModel node, RecordModel input, RecordModel output, string type)
    {
        var locals = new LocalNames("record", "ticks", FingerprintCode.Hash, "other", "start", "end", "writer", "reader", type);
        var keys = new Queue<string>((node.Keys ?? EquatableArray<TextModel>.Empty).Select(key => key.Text));
        var fields = new List<AggregateField>();
        foreach (var member in output.Members)
        {
            if (member.Aggregate is AggregateKind.None or AggregateKind.WindowStart or AggregateKind.WindowEnd)
            {
                continue;
            }

            var from = member.Aggregate == AggregateKind.WindowKey ? keys.Dequeue() : member.Computed.Member;
            var by = member.Computed.By;
            fields.Add(AggregateField.Of(member, from is null ? null : input.Find(from), by is null ? null : input.Find(by), locals.Take(BaseName(member, output))));
        }

        return fields;
    }

    private static string BaseName(RecordMember member, RecordModel output)
    {
        var name = member.Name;
        while (output.Members.Any(other => Parts.Any(part => string.Equals(other.Name, name + part, StringComparison.OrdinalIgnoreCase))))
        {
            name += "Aggregate";
        }

        return name;
    }

    private static string Value(RecordMember member, List<AggregateField> fields) =>
        member.Aggregate switch
        {
            AggregateKind.WindowStart => "start",
            AggregateKind.WindowEnd => "end",
            AggregateKind.None => member.Default ?? "default",
            _ => fields.First(field => field.Member == member).Result,
        };
}
