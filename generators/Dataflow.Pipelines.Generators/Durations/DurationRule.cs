using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Durations;

/// <summary>Durations can be parsed, and those that are read at start name an input of type <c>TimeSpan</c>.</summary>
internal static class DurationRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        var found = CheckConstant(pipeline, pipeline.CheckpointInterval, mayBeZero: false);
        foreach (var node in pipeline.Nodes)
        {
            found = found.Concat(NodeDuration.All(node).SelectMany(duration => CheckText(pipeline, duration.Text, duration.MayBeZero, duration.IsConstant, duration.Offset)));
        }

        return found;
    }

    /// <summary>Checks a duration that is a part of the descriptor, and that a timer waits for.</summary>
    public static IEnumerable<DiagnosticModel> CheckConstant(PipelineModel pipeline, TextModel? text, bool mayBeZero) => CheckText(pipeline, text, mayBeZero, isConstant: true);

    // The interval of checkpoints and that of health checks are constants, and a timer waits for them.
    private static IEnumerable<DiagnosticModel> CheckText(PipelineModel pipeline, TextModel? text, bool mayBeZero, bool isConstant = false, int offset = 0)
    {
        if (text is null or { IsMissing: true })
        {
            yield break;
        }

        var duration = DurationText.Parse(text.Text);
        var at = text.Anchor.Slice(offset + duration.Start, duration.Length);
        if (duration.Fault is { } fault)
        {
            yield return DiagnosticModel.Of(Descriptors.BadDuration, at, text.Text, isConstant ? fault.Replace(DurationText.OrInput, "") : fault);
        }
        else if (duration.Input is not null && isConstant)
        {
            yield return DiagnosticModel.Of(Descriptors.BadDuration, text.Anchor, text.Text, "it is a part of the descriptor, which no input changes; write a constant");
        }
        else if (duration.Input is { } name)
        {
            var input = pipeline.Inputs.FirstOrDefault(candidate => candidate.Id == name);
            if (input is null)
            {
                var nearest = NearestName.Find(name, pipeline.Inputs.Select(candidate => candidate.Id));
                yield return DiagnosticModel.Of(Descriptors.UnknownInput, at, name, pipeline.DisplayName, NearestName.Ask(nearest)) with { Suggestion = nearest };
            }
            else if (input is not { Codec: CodecKind.Duration, IsNullable: false } && input.Codec != CodecKind.Unknown)
            {
                yield return DiagnosticModel.Of(Descriptors.BadDuration, at, text.Text, "input '" + input.Name + "' is '" + input.TypeDisplay + "' and must be 'TimeSpan'");
            }
        }
        else if ((DurationFault.Of(duration.Ticks, mayBeZero) ?? (isConstant ? DurationFault.OfWait(duration.Ticks) : null)) is { } unusable)
        {
            yield return DiagnosticModel.Of(Descriptors.BadDuration, at, text.Text, unusable);
        }
    }
}
