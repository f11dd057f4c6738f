using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>Writes the other part of each stream's property.</summary>
internal static class StreamPropertyEmitter
{
    public static void Emit(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        var written = new HashSet<string>();
        foreach (var node in pipeline.Nodes)
        {
            if (node.Shape == MemberShape.PartialProperty && written.Add(node.Name))
            {
                code.Line(node.Modifiers + "partial " + Type(node, names) + " " + TypeParser.Identifier(node.Name) + " => new(" + Literals.Text(node.Id) + ");");
                code.Line();
            }
        }
    }

    private static string Type(NodeModel node, PipelineNames names) =>
        node.Output is { } record ? "flow::Stream<" + names.Of(record) + ">" : Types.Short(node.DeclaredType.FullName);
}
