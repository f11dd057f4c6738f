using System.Linq;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>What the compiler reports by itself, and for which nothing is written all the same.</summary>
internal static class ErrorTypes
{
    public static bool None(PipelineGraph graph) =>
        graph.Pipeline.Nodes.All(node =>
            !node.DeclaredType.IsUnknown
            && node.Output is null or { IsUnknown: false }
            && (node.Join is null || node.Join is { Left.Type: { IsUnknown: false }, Right.Type: { IsUnknown: false } })
            && (node.Operator is null || node.Operator.Parameters.All(parameter => !parameter.Type.IsUnknown)))
        && graph.Pipeline.Services.All(service => !service.IsUnknown)
        && !graph.Pipeline.BaseNeedsArguments
        && graph.Pipeline.Nodes.All(node => node.Name != graph.Pipeline.Type.Name.TrimStart('@'))
        && graph.Pipeline.Inputs.All(input => input.Codec != Model.CodecKind.Unknown);
}
