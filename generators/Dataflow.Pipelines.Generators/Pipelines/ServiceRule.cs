using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A constructor takes services: a value has a default or is an input.</summary>
internal static class ServiceRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        for (var i = 0; i < pipeline.Services.Count; i++)
        {
            var service = pipeline.Services[i];
            if (service.Oddity is { } oddity)
            {
                yield return DiagnosticModel.Of(Descriptors.NoService, Anchor.OfParameter(pipeline.ConstructorMember, i), service.Name, service.TypeDisplay, oddity);
                continue;
            }

            if (service.IsValue && !service.HasDefault)
            {
                yield return DiagnosticModel.Of(Descriptors.ValueParameter, Anchor.OfParameter(pipeline.ConstructorMember, i), service.Name, service.TypeDisplay);
            }
        }
    }
}
