using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Keys;

/// <summary>Keys are members of the input records, of a type that can be a key.</summary>
internal static class KeyRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.Keys is not { } keys || graph.Pipeline.FindRecord(EdgeTypeRule.InputOf(graph, node)) is not { } record)
            {
                continue;
            }

            foreach (var key in keys)
            {
                if (record.Find(key.Text) is not { } member)
                {
                    yield return Unknown(record, key);
                }
                else if (Fault(member) is { } fault)
                {
                    yield return DiagnosticModel.Of(Descriptors.KeyType, key.Anchor, member.Name, member.TypeDisplay, fault);
                }
            }
        }
    }

    /// <summary>The diagnostic for a name that is not a member of the record.</summary>
    public static DiagnosticModel Unknown(RecordModel record, TextModel name)
    {
        var nearest = NearestName.Find(name.Text, record.Members.Select(member => member.Name));
        return DiagnosticModel.Of(Descriptors.UnknownMember, name.Anchor, name.Text, record.DisplayName, NearestName.Ask(nearest)) with { Suggestion = nearest };
    }

    /// <summary>Why a member cannot be a key, or null.</summary>
    public static string? Fault(RecordMember member) =>
        member.Codec switch
        {
            CodecKind.Float32 or CodecKind.Float64 => "two numbers that look the same may differ in their last bit; use an integer, a decimal or a text",
            CodecKind.TableName => "it is the name of a table; use a text",
            CodecKind.Record => "name members of it in the outer record instead",
            _ => null,
        };
}
