using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>Writes the other part of each stream's property.</summary>
internal static class StreamPropertyEmitter
{
    public static void Emit(SourceBuilder code, PipelineModel pipeline)
    {
        var written = new HashSet<string>();
        foreach (var node in pipeline.Nodes)
        {
            if (node.Shape == MemberShape.PartialProperty && written.Add(node.Name))
            {
                code.Line(node.Modifiers + "partial " + Types.Short(node.DeclaredType.FullName) + " " + TypeParser.Identifier(node.Name) + " => new(" + Literals.Text(node.Id) + ");");
                code.Line();
            }
        }
    }
}
