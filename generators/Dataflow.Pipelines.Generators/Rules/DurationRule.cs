using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Durations can be read, and those that are read at start name an input that is one.</summary>
internal static class DurationRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var pipeline = graph.Pipeline;
        var found = CheckText(pipeline, pipeline.CheckpointInterval, mayBeZero: false, isConstant: true);
        foreach (var node in pipeline.Nodes)
        {
            found = found
                .Concat(Needed(node, node.Within, "Within, the span in which a key comes once, as in Within = \"5m\""))
                .Concat(CheckText(pipeline, node.Within, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Window?.Tumbling, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Window?.Size, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Window?.Slide, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Window?.Session, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Window?.Offset, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Window?.AllowedLateness, mayBeZero: true))
                .Concat(CheckText(pipeline, node.RollOn, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Keyed?.Ttl?.Length, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Watermark?.MaxOutOfOrderness, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Watermark?.IdleTimeout, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Watermark?.MaxAhead, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Watermark?.MaxDrift, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Async?.Timeout, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Async?.Backoff, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Join?.Within, mayBeZero: true))
                .Concat(CheckText(pipeline, node.Join?.Window, mayBeZero: false))
                .Concat(CheckText(pipeline, node.Join?.Lower?.Text, mayBeZero: true, offset: node.Join?.Lower?.Offset ?? 0))
                .Concat(CheckText(pipeline, node.Join?.Upper?.Text, mayBeZero: true, offset: node.Join?.Upper?.Offset ?? 0))
                .Concat(CheckText(pipeline, node.Health?.Interval, mayBeZero: false, isConstant: true));
        }

        return found;
    }

    private static IEnumerable<DiagnosticModel> Needed(NodeModel node, TextModel? text, string what)
    {
        if (text is { IsMissing: true })
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, text.Anchor, node.Name, what);
        }
    }

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
            yield return DiagnosticModel.Of(Descriptors.BadDuration, at, text.Text, fault);
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
        else if (duration.Ticks == 0 && !mayBeZero)
        {
            yield return DiagnosticModel.Of(Descriptors.BadDuration, at, text.Text, "it must be longer than nothing");
        }
    }
}
