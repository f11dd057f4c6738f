using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Texts that are stored, sent or shown name no sensitive input.</summary>
internal static class SecretRule
{
    /// <summary>The sensitive inputs among the values of a text whose names were checked.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="values">The values.</param>
    /// <param name="text">The text.</param>
    /// <param name="what">What would show it, as the start of a sentence.</param>
    /// <param name="fix">What to do.</param>
    public static IEnumerable<DiagnosticModel> Check(PipelineModel pipeline, IEnumerable<TriggerExpression> values, TextModel text, string what, string fix) =>
        values.SelectMany(static value => value.All()).OfType<PathExpression>().Where(path => IsSensitive(pipeline, path))
            .Select(path => DiagnosticModel.Of(Descriptors.SecretShown, text.Anchor.Slice(path.Start, path.Length), what, path.Path, fix));

    private static bool IsSensitive(PipelineModel pipeline, PathExpression path) =>
        path.Names[0] is "pipeline" or "pipe" && pipeline.Inputs.Any(input => input.Id == path.Names[path.Names.Length - 1] && input.IsSensitive);
}
