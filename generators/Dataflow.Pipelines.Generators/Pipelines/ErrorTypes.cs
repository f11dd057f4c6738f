using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Errors that the compiler reports; without a diagnostic of ours they still prevent code generation.</summary>
internal static class ErrorTypes
{
    public static bool None(PipelineGraph graph) =>
        graph.Pipeline.Nodes.All(node =>
            !node.DeclaredType.IsUnknown
            && node.Output is null or { IsUnknown: false }
            && (node.Part?.Types ?? []).All(static type => type is { IsUnknown: false }))
        && graph.Pipeline.Services.All(service => !service.IsUnknown)
        && !graph.Pipeline.BaseNeedsArguments
        && graph.Pipeline.Nodes.All(node => node.Name != graph.Pipeline.Type.Name.TrimStart('@'))
        && graph.Pipeline.Inputs.All(input => input.Codec != CodecKind.Unknown);
}
