using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Writes the class that holds the outputs of a run: a field for each node that has one.</summary>
internal static class OutputsEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names)
    {
        var nodes = Enumerable.Range(0, graph.Pipeline.Nodes.Count).Where(index => graph.Node(index) is { Feature: RunFeature feature } node && feature.HasOutput(node)).ToList();
        code.Line();
        code.Line("/// <summary>The outputs of the nodes of a run; null before a node has completed.</summary>");
        using var body = code.Block("private sealed class " + names.Outputs + " : flow::CodeGeneration.NodeOutputs");
        foreach (var index in nodes)
        {
            var node = graph.Node(index);
            code.Line("public " + ((RunFeature)node.Feature).OutputType(names, node) + "? " + names.Output(node) + ";");
        }

        code.Line();
        using (code.Block("public override void Set(int node, sys::ReadOnlyMemory<byte> json)"))
        {
            EmitSwitch(code, nodes, index => Assign(graph, names, graph.Node(index)));
        }

        code.Line();
        using (code.Block("public override void Remove(int node)"))
        {
            EmitSwitch(code, nodes, index => names.Output(graph.Node(index)) + " = null;");
        }
    }

    private static string Assign(PipelineGraph graph, PipelineNames names, NodeModel node) =>
        names.Output(node) + " = " + ((RunFeature)node.Feature).ReadOutput(graph.Pipeline, names, node) + ";";

    private static void EmitSwitch(SourceBuilder code, List<int> nodes, Func<int, string> statement)
    {
        if (nodes.Count == 0)
        {
            return;
        }

        using (code.Block("switch (node)"))
        {
            foreach (var index in nodes)
            {
                code.Line("case " + index.ToString(CultureInfo.InvariantCulture) + ":");
                using (code.Indent())
                {
                    code.Line(statement(index));
                    code.Line("break;");
                }
            }
        }
    }
}
