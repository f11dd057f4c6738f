using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Writes what stream nodes take from the outputs of runs: a class with a field for each parameter, and a method for each stream graph that reads them when its job starts.</summary>
internal static class StreamInputsEmitter
{
    /// <summary>What a node takes; nothing for a node that is no operator.</summary>
    public static IEnumerable<RunInput> Of(NodeModel node) => node.Part is OperatorModel signature ? signature.Inputs : [];

    /// <summary>The method that reads the inputs of a stream graph; null for a graph that takes none.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="nodes">Indexes of the nodes of the stream graph.</param>
    public static string? Reader(PipelineGraph graph, IReadOnlyList<int> nodes) =>
        nodes.Any(node => Of(graph.Node(node)).Any()) ? "Of" + graph.Node(nodes[0]).Name : null;

    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, StreamGraphs streams)
    {
        var taken = streams.All.SelectMany(static nodes => nodes).SelectMany(node => Of(graph.Node(node)), (node, input) => (Node: graph.Node(node), Input: input)).ToList();
        if (taken.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("/// <summary>What stream nodes take from the outputs of runs, read when their job starts.</summary>");
        using var body = code.Block("private sealed class " + names.StreamInputs);
        foreach (var (node, input) in taken)
        {
            code.Line("public " + names.Of(input.Type) + (input.IsNullable ? "? " : " ") + names.StreamInput(node, input.Name) + (input.IsNullable ? ";" : " = default!;"));
        }

        foreach (var nodes in streams.All)
        {
            if (Reader(graph, nodes) is { } reader)
            {
                code.Line();
                EmitReader(code, graph, names, nodes, reader);
            }
        }
    }

    private static void EmitReader(SourceBuilder code, PipelineGraph graph, PipelineNames names, IReadOnlyList<int> nodes, string reader)
    {
        var values = nodes
            .SelectMany(node => Of(graph.Node(node)), (node, input) => names.StreamInput(graph.Node(node), input.Name) + " = " + RunInputCode.Of(graph, names, node, input) + ",")
            .ToList();
        using (code.Block("public static object " + reader + "(flow::CodeGeneration.TriggerScope at)"))
        {
            ScopeCode.Emit(code, names, string.Join(" ", values));
            using (code.Block("return new " + names.StreamInputs, "};"))
            {
                values.ForEach(code.Line);
            }
        }
    }
}
