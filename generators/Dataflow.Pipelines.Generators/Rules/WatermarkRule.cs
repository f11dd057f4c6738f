using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Event time is a member of the source's record, and there where windows and de-duplications need it.</summary>
internal static class WatermarkRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        for (var i = 0; i < graph.Pipeline.Nodes.Count; i++)
        {
            var node = graph.Node(i);
            if (node.Kind != NodeKind.Source)
            {
                continue;
            }

            if (node.Watermark is null)
            {
                if (FindTimed(graph, i) is { } timed)
                {
                    yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "a [Watermark(nameof(...))]: '" + timed.Name + "' goes by event time");
                }
            }
            else if (graph.Pipeline.FindRecord(node.Output) is { } record)
            {
                if (record.Find(node.Watermark.Member.Text) is not { } member)
                {
                    yield return KeyRule.Unknown(record, node.Watermark.Member);
                }
                else if (member is not { Codec: CodecKind.Instant or CodecKind.Unknown, IsNullable: false })
                {
                    yield return DiagnosticModel.Of(Descriptors.WatermarkType, node.Watermark.Member.Anchor, member.Name, record.DisplayName, member.TypeDisplay);
                }
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

            if (graph.Node(index) is { Kind: NodeKind.Deduplicate } or { Window.IsTimed: true } or { Join.IsUnbounded: false } or { RollOn: not null })
            {
                return graph.Node(index);
            }

            foreach (var consumer in graph.Consumers(index).Reverse())
            {
                open.Push(consumer);
            }
        }

        return null;
    }
}
