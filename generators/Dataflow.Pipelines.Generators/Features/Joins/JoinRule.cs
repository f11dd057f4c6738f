using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>A join takes the records of two nodes, by keys of one type and within valid bounds; a record that may be missing is nullable.</summary>
internal static class JoinRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node, JoinModel join) =>
        CheckSignature(node, join) is { } wrong
            ? [wrong]
            : CheckSide(graph, node, join, join.Left, 0).Concat(CheckSide(graph, node, join, join.Right, 1)).Concat(CheckKeys(graph, node, join)).Concat(CheckBounds(node, join));

    private static DiagnosticModel? CheckSignature(NodeModel node, JoinModel join)
    {
        if (join.ParameterCount != 2 || !join.IsSound)
        {
            return DiagnosticModel.Of(JoinDescriptors.JoinSignature, Anchor.OfMember(node.Member), node.Name, "it must be 'TOut? M(in TLeft left, in TRight right)', and not generic");
        }

        if (join.Returns is { IsRecord: false, IsUnknown: false })
        {
            return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfMemberType(node.Member), join.Returns.Display, node.Name);
        }

        foreach (var (side, index) in new[] { (join.Left, 0), (join.Right, 1) })
        {
            if (side.Type is { IsRecord: false, IsUnknown: false } other)
            {
                return DiagnosticModel.Of(Descriptors.NoRecord, Anchor.OfParameterType(node.Member, index), other.Display, node.Name);
            }

            if (side.Modifier is not ("in " or ""))
            {
                return DiagnosticModel.Of(JoinDescriptors.JoinSignature, Anchor.OfParameter(node.Member, index), node.Name, "it takes its records by 'in'");
            }
        }

        return null;
    }

    private static IEnumerable<DiagnosticModel> CheckSide(PipelineGraph graph, NodeModel node, JoinModel join, JoinSide side, int index)
    {
        var word = index == 0 ? "Left" : "Right";
        var other = index == 0 ? join.Right : join.Left;
        if (side.From.IsMissing && !other.From.IsMissing)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, side.From.Anchor, node.Name, word + " = nameof(...), the node whose records are the " + (index == 0 ? "first" : "second") + " parameter");
        }

        if (side.Key.IsMissing)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, side.Key.Anchor, node.Name, word + "Key = nameof(...), the member that must be equal to the other side's");
        }

        var upstream = side.From.IsMissing ? -1 : graph.IndexOf(side.From.Text);
        if (upstream >= 0 && EdgeTypeRule.Given(graph, upstream, node) is { IsRecord: true } given && side.Type is { IsUnknown: false } taken && given.FullName != taken.FullName)
        {
            yield return DiagnosticModel.Of(Descriptors.EdgeTypes, side.From.Anchor, node.Name, taken.Display, graph.Node(upstream).Name, given.Display);
        }

        // A join that emits unpaired records of the other side calls the method without a record of this side.
        var mayBeMissing = index == 0 ? join.KeepsRight : join.KeepsLeft;
        if (side.Type is { } type && side.IsNullable != mayBeMissing)
        {
            yield return DiagnosticModel.Of(
                JoinDescriptors.JoinNullability, Anchor.OfParameterType(node.Member, index), node.Name, join.Kind, word.ToLowerInvariant(), mayBeMissing ? "may be missing" : "is never missing", side.Modifier + type.Display + (mayBeMissing ? "?" : ""));
        }
    }

    private static IEnumerable<DiagnosticModel> CheckKeys(PipelineGraph graph, NodeModel node, JoinModel join)
    {
        var found = new List<RecordMember>();
        foreach (var side in new[] { join.Left, join.Right })
        {
            if (side.Key.IsMissing || graph.Pipeline.FindRecord(side.Type) is not { } record)
            {
                continue;
            }

            if (record.Find(side.Key.Text) is not { } member)
            {
                yield return KeyRule.Unknown(record, side.Key);
            }
            else if (Fault(member) is { } fault)
            {
                yield return DiagnosticModel.Of(Descriptors.KeyType, side.Key.Anchor, member.Name, member.TypeDisplay, fault);
            }
            else
            {
                found.Add(member);
            }
        }

        if (found.Count == 2 && found[0].TypeName != found[1].TypeName)
        {
            yield return DiagnosticModel.Of(JoinDescriptors.JoinKeys, join.Right.Key.Anchor, node.Name, found[0].TypeDisplay + " " + found[0].Name, found[1].TypeDisplay + " " + found[1].Name);
        }
    }

    private static string? Fault(RecordMember member) =>
        KeyRule.Fault(member) ?? (member.IsNullable ? "null is equal to no value; filter such records before, and give the others a member that is never null" : null);

    private static IEnumerable<DiagnosticModel> CheckBounds(NodeModel node, JoinModel join)
    {
        var stated = new[] { ("Within", join.Within), ("Lower", join.Lower?.Text), ("Upper", join.Upper?.Text), ("Window", join.Window) }.Where(bound => bound.Item2 is not null).ToList();
        if (stated.Count == 0 || (stated.Count == 2 && join is { Lower: not null, Upper: not null }))
        {
            return join is { Lower: { } lower, Upper: { } upper } && Ticks(lower) is { } from && Ticks(upper) is { } to && from > to
                ? [DiagnosticModel.Of(JoinDescriptors.JoinBounds, upper.Text.Anchor, node.Name, "Lower is above Upper, so no pair could be made; exchange them")]
                : [];
        }

        if (stated.Count == 1 && (join.Within ?? join.Window) is not null)
        {
            return [];
        }

        return stated.Count == 1
            ? [DiagnosticModel.Of(JoinDescriptors.JoinBounds, stated[0].Item2!.Anchor, node.Name, stated[0].Item1 + " needs " + (join.Lower is null ? "Lower" : "Upper") + " too")]
            : [DiagnosticModel.Of(JoinDescriptors.JoinBounds, stated[1].Item2!.Anchor, node.Name, "keep one of " + string.Join(" and ", stated.Select(bound => bound.Item1)))];
    }

    private static long? Ticks(JoinBound bound)
    {
        var duration = DurationText.Parse(bound.Text.Text);
        return duration.Fault is null && duration.Input is null ? bound.IsNegative ? -duration.Ticks : duration.Ticks : null;
    }
}
