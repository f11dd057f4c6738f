using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Writes the codec for records that wait in a node, for checkpoints: a struct without state for each record type.</summary>
internal static class RecordCodecEmitter
{
    /// <summary>The record types that wait in any node, each once.</summary>
    public static IEnumerable<TypeModel> Records(PipelineGraph graph) =>
        graph.Pipeline.Nodes.SelectMany(node => node.Feature.Waiting(graph, node)).GroupBy(type => type.FullName).Select(group => group.First());

    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, TypeModel type)
    {
        var record = graph.Pipeline.FindRecord(type)!;
        var name = names.Of(type);
        var locals = new LocalNames("writer", "reader", "record");
        var values = record.Members.ToDictionary(member => member, member => member.IsNullable ? locals.TakeNullable(member.Name) : locals.Take(member.Name));
        code.Line("// " + type.Display + " in checkpoints");
        using var body = code.Block("private readonly struct " + names.Codec(type) + " : flow::CodeGeneration.IRecordCodec<" + name + ">");
        using (code.Block("public void Write(sys::IO.BinaryWriter writer, in " + name + " record)"))
        {
            foreach (var member in record.Members)
            {
                code.Line("var " + values[member] + " = record." + TypeParser.Identifier(member.Name) + ";");
                BinaryCode.EmitWrite(code, member, values[member]);
            }
        }

        code.Line();
        using (code.Block("public " + name + " Read(sys::IO.BinaryReader reader)"))
        {
            foreach (var member in record.Members)
            {
                code.Line(Types.Short(member.TypeName) + (member.IsNullable ? "?" : "") + " " + values[member] + " = " + BinaryCode.Read(member) + ";");
            }

            var arguments = record.Members.Where(member => member.IsParameter).Select(member => values[member]);
            var properties = record.Members.Where(member => !member.IsParameter).Select(member => TypeParser.Identifier(member.Name) + " = " + values[member]).ToList();
            code.Line("return new(" + string.Join(", ", arguments) + ")" + (properties.Count == 0 ? ";" : " { " + string.Join(", ", properties) + " };"));
        }
    }
}
