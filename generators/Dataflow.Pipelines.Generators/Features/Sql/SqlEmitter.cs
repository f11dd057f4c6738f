using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>Writes the call of a statement: its values are read at once, on the actor; it is executed when the attempt runs.</summary>
internal static class SqlEmitter
{
    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names, int index)
    {
        var node = graph.Node(index);
        var sql = (SqlModel)node.Part!;
        var parts = new SqlCode(graph, index, sql, new PathCompiler(names));
        var database = graph.Pipeline.Databases.First(other => other.Name == sql.On!.Text);
        var from = (database.IsStatic ? names.Self : "pipeline") + "." + PipelineNames.Member(database.Name);
        var members = graph.Pipeline.FindRecord(node.Output)?.Members ?? EquatableArray<RecordMember>.Empty;
        List<string> settings = [.. Settings(sql, parts, members)];
        using (code.Block("public static flow::CodeGeneration.NodeAttempt " + PipelineNames.Member(node.Name) + "(flow::CodeGeneration.TriggerScope at)"))
        {
            ScopeCode.Emit(code, names, from + " " + string.Concat(parts.Holes) + string.Concat(settings));
            code.Line("var database = " + from + ";");
            code.Line("var statement = new flow::CodeGeneration.SqlStatement(");
            using (code.Indent())
            {
                code.Line("[" + string.Join(", ", parts.Pieces.Select(Literals.Text)) + "],");
                if (settings.Count == 0)
                {
                    code.Line("[" + string.Join(", ", parts.Holes) + "]);");
                }
            }

            if (settings.Count > 0)
            {
                using (code.Block("    [" + string.Join(", ", parts.Holes) + "])", "};"))
                {
                    settings.ForEach(code.Line);
                }
            }

            var record = node.Output is { } output ? "<" + names.Of(output) + ">" : "";
            code.Line("return (run, cancellation) => flow::CodeGeneration.SqlNode.RunAsync" + record + "(database, statement, run, cancellation);");
        }
    }

    private static IEnumerable<string> Settings(SqlModel sql, SqlCode parts, EquatableArray<RecordMember> members)
    {
        foreach (var member in members)
        {
            var name = Literals.Text(member.JsonName);
            switch (member.Role)
            {
                case MemberRole.RowCount:
                    yield return "RowCountColumn = " + name + ",";
                    break;
                case MemberRole.ResultTable:
                    yield return "TableColumn = " + name + ",";
                    break;
                case MemberRole.ResultFile:
                    yield return "FileColumn = " + name + ",";
                    yield return "File = new flow::CodeGeneration.SqlFile(new global::" + Vocabulary.RowFile + "(), " + parts.Folder + "),";
                    break;
            }
        }

        if (sql.Ledger is { } ledger)
        {
            yield return "Ledger = flow::TableName.Parse(" + Literals.Text(ledger.Text) + "),";
        }

        if (sql.ProgressRows is { } rows)
        {
            yield return "ProgressRows = " + rows.ToString(CultureInfo.InvariantCulture) + ",";
        }
    }
}
