using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary>Event time is a member of the source's record; it is required where a later node needs it.</summary>
internal static class WatermarkRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index)
    {
        var node = graph.Node(index);
        if ((node.Part as SourceModel)?.Watermark is not { } watermark)
        {
            if (FindTimed(graph, index) is { } timed)
            {
                yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "a [Watermark(nameof(...))]: '" + timed.Name + "' uses event time");
            }
        }
        else if (graph.Pipeline.FindRecord(node.Output) is { } record)
        {
            if (record.Find(watermark.Member.Text) is not { } member)
            {
                yield return KeyRule.Unknown(record, watermark.Member);
            }
            else if (member is not { Codec: CodecKind.Instant or CodecKind.Unknown, IsNullable: false })
            {
                yield return DiagnosticModel.Of(Descriptors.WatermarkType, watermark.Member.Anchor, member.Name, record.DisplayName, member.TypeDisplay);
            }
        }
    }

    private static NodeModel? FindTimed(PipelineGraph graph, int source)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([source]);
        while (open.Count > 0)
        {
            var index = open.Pop();
            if (!seen.Add(index))
            {
                continue;
            }

            if (graph.Node(index) is var node && node.Feature.NeedsEventTime(node))
            {
                return node;
            }

            foreach (var consumer in graph.Consumers(index).Reverse())
            {
                open.Push(consumer);
            }
        }

        return null;
    }
}
