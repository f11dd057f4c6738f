using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>A parameter with <c>[From]</c> or <c>[Value]</c> is bound to something of its type that is there whenever its node starts.</summary>
internal static class RunInputRule
{
    /// <summary>What is wrong with a parameter; null where nothing is.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="index">Index of the node.</param>
    /// <param name="input">The parameter.</param>
    /// <param name="position">Its position in the method.</param>
    public static DiagnosticModel? Check(PipelineGraph graph, int index, RunInput input, int position) =>
        input.IsOutput ? CheckOutput(graph, index, input, position) : ValueBinding.Compile(graph, index, input, null).Fault;

    /// <summary>One of the two fixes for a value that may be missing.</summary>
    public static string MakeNullable(RunInput input) => "make the parameter '" + input.Type.Display + "?', or ";

    private static DiagnosticModel? CheckOutput(PipelineGraph graph, int index, RunInput input, int position)
    {
        var (node, source) = (graph.Node(index), input.Source);
        var producer = graph.IndexOf(source.Text);
        if (producer < 0)
        {
            var nearest = NearestName.Find(source.Text, graph.Pipeline.Nodes.Where(other => other != node && other.Feature.IsRunBound).Select(static other => other.Name));
            return DiagnosticModel.Of(Descriptors.UnknownNode, source.Anchor, source.Text, graph.Pipeline.DisplayName, NearestName.Ask(nearest)) with { Suggestion = nearest };
        }

        if (graph.Node(producer) is not { Feature: RunFeature feature, Output: { } output })
        {
            return DiagnosticModel.Of(Descriptors.NoSuchOutput, source.Anchor, source.Text, WithoutRecord(graph, graph.Node(producer)));
        }

        if (input.Type is { IsUnknown: false } type && type.FullName != output.FullName)
        {
            return DiagnosticModel.Of(Descriptors.EdgeTypes, Anchor.OfParameterType(node.Member, position), node.Name, type.Display, graph.Node(producer).Name, output.Display);
        }

        if (input.IsNullable)
        {
            return null;
        }

        return Producers.AreComplete(graph, index, producer)
            ? feature.CheckConditional(graph, index, producer, Anchor.OfParameterType(node.Member, position), input.Name, MakeNullable(input))
            : DiagnosticModel.Of(Descriptors.MayBeMissing, Anchor.OfParameterType(node.Member, position), input.Name, graph.Node(producer).Name, node.Name, MakeNullable(input));
    }

    private static string WithoutRecord(PipelineGraph graph, NodeModel producer) =>
        PathNames.ValuesOf(graph.Pipeline, producer) is { Count: > 0 } values
            ? "it is " + producer.Feature.Noun + " without a record; take its values, as in [Value(\"{{ " + producer.Id + "." + values[0].Column + " }}\")]"
            : "it has no output of a run; tasks that return a record have one";
}
