using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>A format whose messages are one value, a text or bytes, has a record of one such member.</summary>
internal static class WholeFormatRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        foreach (var node in graph.Pipeline.Nodes)
        {
            if (node.WholeFormat is { } format && graph.Pipeline.FindRecord(node.Output) is { } record && !Fits(record, format))
            {
                var members = record.Members.Count == 0 ? "no member" : string.Join(", ", record.Members.Select(member => member.Name + " (" + member.TypeDisplay + ")"));
                yield return DiagnosticModel.Of(Descriptors.WholeFormat, Anchor.OfMemberType(node.Member), format, record.DisplayName, members, Wanted(format), node.Name);
            }
        }
    }

    // What does not exist is the compiler's to report, and what has no codec the record's own.
    private static bool Fits(RecordModel record, string format) =>
        record.Members.Any(member => !member.Codec.Exists())
        || (record.Members.Count == 1 && record.Members[0].Codec.ColumnType() == (format == "TextFormat" ? "Text" : "Bytes"));

    private static string Wanted(string format) => format == "TextFormat" ? "'string'" : "'byte[]' or 'ReadOnlyMemory<byte>'";
}
