using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Pipelines;

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

        if (pipeline.Type.IsFileLocal)
        {
            yield return DiagnosticModel.Of(Descriptors.FileLocal, Anchor.Type, pipeline.DisplayName);
        }

        foreach (var member in pipeline.Unset)
        {
            yield return DiagnosticModel.Of(
                Descriptors.RequiredMember, Anchor.OfMember(member.Ordinal), member.Name, pipeline.DisplayName, "make it an [Input], set it in a constructor with [SetsRequiredMembers], or remove 'required'");
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

    /// <summary>What the compiler would say of the generated constructor, at the member: the graph can be written all the same.</summary>
    public static IEnumerable<DiagnosticModel> CheckNull(PipelineGraph graph)
    {
        foreach (var member in graph.Pipeline.Null)
        {
            yield return DiagnosticModel.Of(Descriptors.NullMember, Anchor.OfMember(member.Ordinal), member.Name, graph.Pipeline.DisplayName);
        }
    }
}
