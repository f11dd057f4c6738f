using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Nodes;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary>The type of a source determines whether it has records or messages.</summary>
internal static class SourceFormRule
{
    public static IEnumerable<DiagnosticModel> Check(NodeModel node)
    {
        if (node is { Part: SourceModel { Forms.Count: not 1 } source, Output: { IsRecord: true } carried })
        {
            var what = source.Forms.Count == 0 ? "a source of neither records nor messages" : string.Join(" and ", source.Forms);
            yield return DiagnosticModel.Of(
                Descriptors.SourceForm, Anchor.OfMemberType(node.Member), node.DeclaredType.Display, what, node.Name, "IRecordSource<" + carried.Display + ">", "IMessageSource<" + carried.Display + ", TFormat>");
        }
    }
}
