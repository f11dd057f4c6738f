using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>Statements have a database, their values stand where values can stand, and they give their output.</summary>
internal static class SqlRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, int index, SqlModel sql)
    {
        var node = graph.Node(index);
        var found = new List<DiagnosticModel?> { CheckDatabase(graph.Pipeline, node, sql), CheckProgress(node, sql), CheckLedger(node, sql) };

        // The compiler reports an attribute without its argument.
        if (!sql.Statement.IsMissing)
        {
            if (string.IsNullOrWhiteSpace(sql.Statement.Text))
            {
                found.Add(DiagnosticModel.Of(SqlDescriptors.BadStatement, sql.Statement.Anchor, node.Name, "it is empty"));
            }

            found.AddRange(new SqlCode(graph, index, sql, new PathCompiler(new PipelineNames(graph.Pipeline))).Faults);
        }

        return found.OfType<DiagnosticModel>().Concat(CheckResult(graph.Pipeline, node, sql));
    }

    private static DiagnosticModel? CheckDatabase(PipelineModel pipeline, NodeModel node, SqlModel sql)
    {
        if (sql.On is not { } on)
        {
            return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "On, its database, as in On = nameof(Warehouse), where the class has a property 'public SqlDatabase Warehouse => warehouse;'");
        }

        if (pipeline.Databases.Any(database => database.Name == on.Text))
        {
            return null;
        }

        var nearest = NearestName.Find(on.Text, pipeline.Databases.Select(static database => database.Name));
        return DiagnosticModel.Of(
            SqlDescriptors.UnknownDatabase, on.Anchor, on.Text, pipeline.DisplayName, nearest is null ? "; declare it as 'public SqlDatabase Warehouse => warehouse;'" : NearestName.Ask(nearest)) with
        { Suggestion = nearest };
    }

    private static DiagnosticModel? CheckProgress(NodeModel node, SqlModel sql) =>
        sql.ProgressRows is { } rows and < 1
            ? DiagnosticModel.Of(Descriptors.OutOfRange, Anchor.OfArgument(node.Member, node.Feature.Attribute, "ProgressRows"), "ProgressRows", node.Name, "at least 1 row", rows.ToString(CultureInfo.InvariantCulture))
            : null;

    private static DiagnosticModel? CheckLedger(NodeModel node, SqlModel sql) =>
        sql.Ledger is { } ledger && !IsTableName(ledger.Text)
            ? DiagnosticModel.Of(SqlDescriptors.BadStatement, ledger.Anchor, node.Name, "its ledger is no name of a table; write letters, digits and underscores, with the schema before a dot where it has one")
            : null;

    private static bool IsTableName(string text)
    {
        var parts = text.Split('.');
        return parts.Length <= 3 && parts.All(static part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'));
    }

    private static IEnumerable<DiagnosticModel> CheckResult(PipelineModel pipeline, NodeModel node, SqlModel sql)
    {
        var members = pipeline.FindRecord(node.Output)?.Members ?? EquatableArray<RecordMember>.Empty;
        foreach (var member in members)
        {
            if (Problem(member, members) is { } problem)
            {
                yield return DiagnosticModel.Of(SqlDescriptors.BadResult, Anchor.OfMemberType(node.Member), node.Name, member.Name, problem);
            }
        }

        var hasFile = members.Any(static member => member.Role == MemberRole.ResultFile);
        if (hasFile && sql.Folder is null)
        {
            yield return DiagnosticModel.Of(Descriptors.MissingPart, node.Attribute, node.Name, "Folder, where its result file is written, as in Folder = \"results\"");
        }

        if (hasFile && !pipeline.HasParquet)
        {
            yield return DiagnosticModel.Of(SqlDescriptors.BadResult, Anchor.OfMemberType(node.Member), node.Name, members.First(static member => member.Role == MemberRole.ResultFile).Name, "add the package Dataflow.Pipelines.Parquet to the project, which writes the file");
        }
    }

    private static string? Problem(RecordMember member, EquatableArray<RecordMember> members) =>
        member.Role switch
        {
            MemberRole.RowCount when member.Codec is < CodecKind.Int8 or > CodecKind.UInt64 => "[RowCount] belongs on an integer, and it is of type '" + member.TypeDisplay + "'",
            MemberRole.ResultTable when member.Codec != CodecKind.TableName => "[ResultTable] belongs on a TableName, and it is of type '" + member.TypeDisplay + "'",
            MemberRole.ResultFile when member.Codec != CodecKind.Text => "[ResultFile] belongs on a string, and it is of type '" + member.TypeDisplay + "'",
            MemberRole.Approved => "[Approved] is for the form of an approval",
            MemberRole.None when member.Codec == CodecKind.Record => "it is a record, and a column of a row holds one value; put the members of that record in its place",
            not MemberRole.None when members.Any(other => other.Role == member.Role && other.Index < member.Index) => "[" + member.Role + "] stands twice",
            MemberRole.ResultFile when members.Any(static other => other.Role == MemberRole.ResultTable) => "the rows become a table or a file, not both",
            MemberRole.None when members.Any(static other => other.Role is MemberRole.ResultTable or MemberRole.ResultFile) && member.IsRequired =>
                "the rows become a " + (members.Any(static other => other.Role == MemberRole.ResultFile) ? "file" : "table") + ", and no row is left for it; give it an attribute such as [RowCount], or leave it out",
            _ => null,
        };
}
