using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>A format whose messages are one value, a text or bytes, requires a record of one such member.</summary>
internal static class WholeFormatRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node)
    {
        if (node.Part is ConnectorModel { WholeFormat: { } format } && graph.Pipeline.FindRecord(node.Output) is { } record && !Fits(record, format))
        {
            var members = record.Members.Count == 0 ? "no member" : string.Join(", ", record.Members.Select(member => member.Name + " (" + member.TypeDisplay + ")"));
            yield return DiagnosticModel.Of(Descriptors.WholeFormat, Anchor.OfMemberType(node.Member), format, record.DisplayName, members, Wanted(format), node.Name);
        }
    }

    // The compiler reports a type that does not exist, and the record's own rule a type without a codec.
    private static bool Fits(RecordModel record, string format) =>
        record.Members.Any(member => !member.Codec.Exists())
        || (record.Members.Count == 1 && record.Members[0].Codec.ColumnType() == (format == "TextFormat" ? "Text" : "Bytes"));

    private static string Wanted(string format) => format == "TextFormat" ? "'string'" : "'byte[]' or 'ReadOnlyMemory<byte>'";
}
