using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Keys;

/// <summary>Writes the key selector of a node: a struct without state, so that the call is direct.</summary>
internal static class KeySelectorEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, NodeModel node)
    {
        var type = EdgeTypeRule.InputOf(graph, node)!;
        var record = graph.Pipeline.FindRecord(type)!;
        var key = node.Keys!.Value
            .Select((name, i) => FingerprintCode.Of(record.Find(name.Text)!, "record", "value" + i))
            .Aggregate(FingerprintCode.Of);
        code.Line();
        code.Line("// key of " + node.Id);
        using (code.Block("private readonly struct " + names.Key(node) + " : flow::CodeGeneration.IKeySelector<" + names.Of(type) + ">"))
        {
            code.Line("public sys::UInt128 Fingerprint(in " + names.Of(type) + " record, " + FingerprintCode.Parameter + ") => " + key + ";");
        }
    }
}
