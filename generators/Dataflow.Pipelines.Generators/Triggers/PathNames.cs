using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>The paths that triggers and templates may name.</summary>
internal static class PathNames
{
    private static readonly string[] OfRun = ["id", "logical_time"];

    public static DiagnosticModel? Check(PipelineGraph graph, NodeModel node, PathExpression path, Anchor anchor)
    {
        var (pipeline, names) = (graph.Pipeline, path.Names);
        switch (names[0])
        {
            case "event":
                return null;
            case "pipeline" when names.Length == 3 && names[1] == "input":
                return CheckInput(pipeline, names[2], anchor.Slice(path.Start + path.Length - names[2].Length, names[2].Length));
            case "pipe" when names.Length == 2:
                return CheckInput(pipeline, names[1], anchor.Slice(path.Start + path.Length - names[1].Length, names[1].Length));
            case "pipeline" or "pipe":
                return Unknown(path, anchor, "write pipeline.input.name", null);
            case "run":
                return names.Length == 2 && OfRun.Contains(names[1]) ? null : Unknown(path, anchor, "a run has run.id and run.logical_time", null);
            default:
                return names.Length == 1 ? CheckOwn(pipeline, node, names[0], path, anchor) : CheckNode(pipeline, names, path, anchor);
        }
    }

    private static DiagnosticModel? CheckInput(PipelineModel pipeline, string name, Anchor at)
    {
        if (pipeline.Inputs.Any(input => input.Id == name))
        {
            return null;
        }

        var nearest = NearestName.Find(name, pipeline.Inputs.Select(input => input.Id));
        return DiagnosticModel.Of(Descriptors.UnknownInput, at, name, pipeline.DisplayName, NearestName.Ask(nearest)) with { Suggestion = nearest };
    }

    private static DiagnosticModel? CheckOwn(PipelineModel pipeline, NodeModel node, string name, PathExpression path, Anchor anchor)
    {
        var metrics = node.Feature.IsRunBound ? (IReadOnlyList<string>)[] : NodeMetrics.Names;
        if (name == "attempts" || metrics.Contains(name) || ValuesOf(pipeline, node).Any(value => value.Column == name))
        {
            return null;
        }

        var known = metrics.Concat(ValuesOf(pipeline, node).Select(static value => value.Column)).Append("attempts").ToList();
        var nearest = NearestName.Find(name, known);
        return Unknown(path, anchor, nearest is null ? "a bare name is a " + (node.Feature.IsRunBound ? "value" : "metric") + " of the node itself; there are " + string.Join(", ", known) : "did you mean '" + nearest + "'?", nearest);
    }

    private static DiagnosticModel? CheckNode(PipelineModel pipeline, string[] names, PathExpression path, Anchor anchor)
    {
        if (pipeline.Nodes.All(node => node.Id != names[0]))
        {
            var nearest = NearestName.Find(names[0], pipeline.Nodes.Select(node => node.Id));
            return DiagnosticModel.Of(Descriptors.UnknownPath, anchor.Slice(path.Start, names[0].Length), path.Path, "'" + names[0] + "' is no node" + NearestName.Ask(nearest)) with { Suggestion = nearest };
        }

        var at = anchor.Slice(path.Start + names[0].Length + 1, names[1].Length);
        var node = pipeline.Nodes.First(candidate => candidate.Id == names[0]);
        if (names[1] == "metrics" && names.Length == 3 && !node.Feature.IsRunBound)
        {
            return NodeMetrics.Names.Contains(names[2])
                ? null
                : DiagnosticModel.Of(Descriptors.UnknownPath, anchor.Slice(path.Start + path.Length - names[2].Length, names[2].Length), path.Path, "there is no such metric" + Hint(names[2], NodeMetrics.Names)) with { Suggestion = NearestName.Find(names[2], NodeMetrics.Names) };
        }

        if (ValuesOf(pipeline, node) is { Count: > 0 } values && !(names.Length == 2 && names[1] == "status"))
        {
            return CheckMembers(pipeline, ((RunFeature)node.Feature).Owner(node), values, names, path, anchor);
        }

        string[] known = node.Feature.IsRunBound ? ["status"] : node.Feature is ConnectorFeature ? ["health", "status", "metrics"] : ["status", "metrics"];
        if (names.Length == 2 && names[1] != "metrics" && known.Contains(names[1]))
        {
            return null;
        }

        var suggestion = NearestName.Find(names[1], known);
        var has = node.Feature.IsRunBound ? node.Feature.Noun + " without an output has status"
            : node.Feature is ConnectorFeature ? "a source or sink has health, status and metrics"
            : names[1] == "health" ? "the health of sources and sinks is checked; " + node.Feature.Noun + " has status and metrics"
            : "a stream node has status and metrics";
        return DiagnosticModel.Of(Descriptors.UnknownPath, at, path.Path, has + (suggestion == names[1] ? "" : NearestName.Ask(suggestion))) with { Suggestion = suggestion };
    }

    private static DiagnosticModel? CheckMembers(PipelineModel pipeline, string owner, IReadOnlyList<OutputValue> values, string[] names, PathExpression path, Anchor anchor)
    {
        var start = path.Start + names[0].Length + 1;
        for (var i = 1; i < names.Length; i++)
        {
            var value = values.FirstOrDefault(candidate => candidate.Column == names[i]);
            if (value is null)
            {
                var columns = values.Select(static candidate => candidate.Column).ToArray();
                var nearest = NearestName.Find(names[i], columns);
                return DiagnosticModel.Of(Descriptors.UnknownPath, anchor.Slice(start, names[i].Length), path.Path, "'" + owner + "' has no '" + names[i] + "'" + Hint(names[i], columns)) with { Suggestion = nearest };
            }

            start += names[i].Length + 1;
            if (i == names.Length - 1)
            {
                break;
            }

            if (pipeline.FindRecord(value.TypeName) is not { } inner)
            {
                return DiagnosticModel.Of(Descriptors.UnknownPath, anchor.Slice(start, names[i + 1].Length), path.Path, "'" + names[i] + "' is a '" + value.TypeDisplay + "', which has no members here");
            }

            (owner, values) = (inner.DisplayName, OutputValue.Of(inner));
        }

        return names.Length > 1 ? null : Unknown(path, anchor, "name a member of its output", null);
    }

    /// <summary>The values of the output of a node that is executed in runs; none of another.</summary>
    public static IReadOnlyList<OutputValue> ValuesOf(PipelineModel pipeline, NodeModel node) => node.Feature is RunFeature feature ? feature.Values(pipeline, node) : [];

    private static string Hint(string name, IReadOnlyList<string> candidates) =>
        NearestName.Find(name, candidates) is { } nearest ? NearestName.Ask(nearest) : "; there are " + string.Join(", ", candidates);

    private static DiagnosticModel Unknown(PathExpression path, Anchor anchor, string hint, string? suggestion) =>
        DiagnosticModel.Of(Descriptors.UnknownPath, anchor.Slice(path.Start, path.Length), path.Path, hint) with { Suggestion = suggestion };
}
