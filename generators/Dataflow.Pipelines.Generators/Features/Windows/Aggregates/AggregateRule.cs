using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>
/// Each required member of a window's record has an aggregate; a member that it names exists and has a suitable type. The location
/// is the window's type: the record may be in another file, or used by several windows.
/// </summary>
internal static class AggregateRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node)
    {
        if (graph.Pipeline.FindRecord(node.Output) is not { } output || graph.Pipeline.FindRecord(EdgeTypeRule.InputOf(graph, node)) is not { } input)
        {
            yield break;
        }

        var keys = (node.Keys ?? EquatableArray<TextModel>.Empty).Select(key => input.Find(key.Text)).ToList();
        var keyIndex = 0;
        foreach (var member in output.Members)
        {
            var key = member.Aggregate == AggregateKind.WindowKey && keyIndex < keys.Count ? keys[keyIndex++] : null;
            if (Check(node, output, input, member, key) is { } wrong)
            {
                yield return wrong;
            }
        }
    }

    private static DiagnosticModel? Check(NodeModel node, RecordModel output, RecordModel input, RecordMember member, RecordMember? key)
    {
        var at = Anchor.OfMemberType(node.Member);
        if (member.Aggregate == AggregateKind.None)
        {
            return member.IsRequired ? DiagnosticModel.Of(Descriptors.NoAggregate, at, member.Name, output.DisplayName, node.Name) : null;
        }

        RecordMember? from = null;
        RecordMember? by = null;
        if ((member.Computed.Member is { } name && (from = input.Find(name)) is null) || ((name = member.Computed.By) is not null && (by = input.Find(name)) is null))
        {
            // The name is in the record, possibly in another file: a fix at the window would not help.
            return KeyRule.Unknown(input, new TextModel(name, at)) with { Suggestion = null };
        }

        var fault = member.Aggregate is AggregateKind.WindowStart or AggregateKind.WindowEnd && node.Part is WindowModel { IsTimed: false }
            ? "a count window has no start and no end; use [Min] or [Max] of a member"
            : Missing(member, input) ?? Fault(member, from, by, key);
        return fault is null ? null : DiagnosticModel.Of(Descriptors.AggregateType, at, member.Aggregate.ToString(), member.TypeDisplay + " " + member.Name, fault);
    }

    // The argument is null, or the compiler cannot evaluate it.
    private static string? Missing(RecordMember member, RecordModel input) =>
        member.Aggregate switch
        {
            AggregateKind.WindowKey or AggregateKind.WindowStart or AggregateKind.WindowEnd or AggregateKind.Count => null,
            AggregateKind.Aggregate when member.Computed.User is null => "it names no type of an aggregate; write typeof(...)",
            _ when member.Computed.Member is null => "it names no member of '" + input.DisplayName + "'; write nameof(" + input.DisplayName + ".Member)",
            AggregateKind.MinBy or AggregateKind.MaxBy when member.Computed.By is null =>
                "it names no member of '" + input.DisplayName + "' to compare by; write nameof(" + input.DisplayName + ".Member)",
            _ => null,
        };

    // A named member exists here: null means that the aggregate names none.
    private static string? Fault(RecordMember member, RecordMember? from, RecordMember? by, RecordMember? key) =>
        member.Aggregate switch
        {
            AggregateKind.WindowKey => key is null ? "the window has no key for it; add [KeyBy(nameof(...))]"
                : key.NullableTypeName == member.NullableTypeName ? null : "the key '" + key.Name + "' is '" + key.TypeDisplay + "'",
            AggregateKind.WindowStart or AggregateKind.WindowEnd => member is { Codec: CodecKind.Instant, IsNullable: false } ? null : "it must be 'DateTimeOffset'",
            AggregateKind.Count or AggregateKind.CountDistinct => member is { Codec: CodecKind.Int64, IsNullable: false } ? null : "it must be 'long'",
            AggregateKind.Average or AggregateKind.Variance or AggregateKind.StandardDeviation => from?.Codec.IsNumber() != true ? NoNumber(from)
                : member is { Codec: CodecKind.Float64, IsNullable: false } ? null : "it must be 'double'",
            AggregateKind.Sum => from?.Codec.IsNumber() != true ? NoNumber(from)
                : member is { IsNullable: false } && member.Codec == SumOf(from.Codec) ? null : "the sum of '" + from.TypeDisplay + " " + from.Name + "' is '" + SumName(from.Codec) + "'",
            AggregateKind.Min or AggregateKind.Max => from?.Codec.IsOrdered() != true ? "'" + from?.TypeDisplay + " " + from?.Name + "' has no order" : Same(member, from),
            AggregateKind.MinBy or AggregateKind.MaxBy when by is not null =>
                !by.Codec.IsOrdered() ? "'" + by.TypeDisplay + " " + by.Name + "' has no order"
                : by.IsNullable ? "'" + by.TypeDisplay + " " + by.Name + "' may be missing in a record"
                : from is null ? null : Same(member, from),
            AggregateKind.Aggregate => member.Computed.User is { } user ? Fault(member, from, user) : null,
            _ => from is null ? null : Same(member, from),
        };

    private static string? Fault(RecordMember member, RecordMember? from, UserAggregateModel user) =>
        user.Value is null ? "'" + user.Display + "' is no struct that implements 'IAggregate<" + user.Display + ", TValue, TResult>'"
        : from is not null && user.Value != from.NullableTypeName ? "'" + user.Display + "' takes '" + Plain(user.Value) + "', and '" + from.Name + "' is '" + from.TypeDisplay + "'"
        : user.Result != member.NullableTypeName ? "'" + user.Display + "' gives '" + Plain(user.Result!) + "'"
        : null;

    private static string Plain(string typeName) => typeName.Substring(typeName.LastIndexOf('.') + 1).Replace("global::", "");

    /// <summary>The type of a sum: the widest of its kind.</summary>
    public static CodecKind SumOf(CodecKind codec) =>
        codec switch
        {
            CodecKind.Float32 or CodecKind.Float64 => CodecKind.Float64,
            CodecKind.Decimal => CodecKind.Decimal,
            CodecKind.UInt64 => CodecKind.UInt64,
            _ => CodecKind.Int64,
        };

    private static string SumName(CodecKind codec) =>
        SumOf(codec) switch { CodecKind.Float64 => "double", CodecKind.Decimal => "decimal", CodecKind.UInt64 => "ulong", _ => "long" };

    private static string NoNumber(RecordMember? from) => "'" + from?.TypeDisplay + " " + from?.Name + "' is no number";

    private static string? Same(RecordMember member, RecordMember from) =>
        member.NullableTypeName == from.NullableTypeName ? null : "'" + from.Name + "' is '" + from.TypeDisplay + "'";
}
