using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>The requirements for the pipeline class itself.</summary>
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

    /// <summary>Reports at the member what the compiler would report in the generated constructor; the graph can still be written.</summary>
    public static IEnumerable<DiagnosticModel> CheckNull(PipelineGraph graph)
    {
        foreach (var member in graph.Pipeline.Null)
        {
            yield return DiagnosticModel.Of(Descriptors.NullMember, Anchor.OfMember(member.Ordinal), member.Name, graph.Pipeline.DisplayName);
        }
    }
}
