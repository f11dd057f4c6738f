using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>What the pipeline class itself must be.</summary>
internal static class ClassRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        if (!pipeline.Type.IsPartial)
        {
            yield return DiagnosticModel.Of(Descriptors.NotPartial, Anchor.Type, pipeline.DisplayName);
        }

        if (pipeline.IsAbstract || pipeline.Type.TypeParameters.Length > 0)
        {
            yield return DiagnosticModel.Of(Descriptors.PipelineShape, Anchor.Type, pipeline.DisplayName, pipeline.IsAbstract ? "abstract or static" : "generic");
        }

        if (!pipeline.Id.IsMissing && !TemplateText.IsName(pipeline.Id.Text.Replace('-', '_')))
        {
            yield return DiagnosticModel.Of(Descriptors.BadId, pipeline.Id.Anchor, pipeline.Id.Text, "; a pipeline's id may have dashes too");
        }
    }
}
