using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>Writes the block of a window as an expression.</summary>
internal static class WindowCode
{
    public static string New(PipelineGraph graph, PipelineNames names, NodeModel node, WindowModel window)
    {
        var rejects = graph.Takers(graph.IndexOf(node.Name), PortKind.Rejects).Any();
        var types = "<" + names.Of(EdgeTypeRule.InputOf(graph, node)!) + ", " + names.Of(node.Output!) + ", " + names.Of(node, WindowFeature.Accumulator) + ">";
        var (kind, windows) = window.Kind switch
        {
            WindowKind.Size => ("Sliding", Windows(graph.Pipeline, node, window, "SlidingWindows", window.Size!, window.Slide)),
            WindowKind.Session => ("Session", Windows(graph.Pipeline, node, window, "SessionWindows", window.Session!)),
            WindowKind.Count => ("Count", "count: " + window.Count!.Value.ToString(CultureInfo.InvariantCulture)),
            _ => ("Tumbling", Windows(graph.Pipeline, node, window, "TumblingWindows", window.Tumbling!)),
        };
        return "new flow::CodeGeneration." + kind + "WindowBlock" + types + "(lane, " + windows + ", isKeyed: " + (node.IsKeyed ? "true" : "false") + (rejects ? ", rejects: true" : "") + ")";
    }

    private static string Windows(PipelineModel pipeline, NodeModel node, WindowModel window, string type, TextModel first, TextModel? second = null)
    {
        var arguments = new List<string> { DurationCode.Of(pipeline, node, first) };
        if (second is not null)
        {
            arguments.Add(DurationCode.Of(pipeline, node, second));
        }

        if (window.AllowedLateness is { } lateness)
        {
            arguments.Add(DurationCode.Of(pipeline, node, lateness));
        }

        if (window.Offset is { } offset)
        {
            arguments.Add("offset: " + DurationCode.Of(pipeline, node, offset));
        }

        if (window.TimeZone is { } zone)
        {
            arguments.Add("timeZone: " + Literals.Text(zone.Text));
        }

        return "new flow::CodeGeneration." + type + "(" + string.Join(", ", arguments) + ")";
    }
}
