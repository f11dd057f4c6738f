using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[Sql]</c>: its database, the places of its values, and its output.</summary>
public sealed class SqlTests
{
    private const string Class = """
        [Record] public readonly partial record struct Extracted([ResultTable] TableName History, [RowCount] long Rows);
        [Record] public readonly partial record struct Written([ResultFile] string File, [RowCount] int Rows);
        [Record] public readonly partial record struct Sums(long Rows, string? Best, TableName? Copy);
        [Record] public readonly partial record struct Poor([RowCount] string Rows);
        [Record] public readonly partial record struct Named([ResultTable] string Table);
        [Record] public readonly partial record struct Filed([ResultFile] TableName File);
        [Record] public readonly partial record struct Nested(long Rows, Sums More);
        [Record] public readonly partial record struct Both([ResultTable] TableName Table, [ResultFile] string File);
        [Record] public readonly partial record struct Left([ResultTable] TableName Table, long Best);
        [Record] public readonly partial record struct Twice([RowCount] long One, [RowCount] long Two);
        public enum Size { Small, VeryLarge }

        [Pipeline("p")]
        public sealed partial class P(Dataflow.Pipelines.Control.SqlDatabase warehouse)
        {
            public Dataflow.Pipelines.Control.SqlDatabase Warehouse => warehouse;
            [Input] public string Text { get; init; } = "";
            [Input] public string? Maybe { get; init; }
            [Input] public TableName Table { get; init; } = TableName.Of("t");
            [Input] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
            [Input] public Size Size { get; init; }
            [Task, StartWhen("event:pipeline.started")] public Task<Item> Extract() => Task.FromResult(new Item(1, "k"));
            [Sql("SELECT 1 AS a", On = nameof(Warehouse)), StartWhen("event:extract.completed")] public partial SqlTask<Extracted> History { get; }

        """;

    // As the package has it.
    private const string Parquet = """

        }

        namespace Dataflow.Pipelines.Parquet
        {
            public sealed class ParquetRowFile : Dataflow.Pipelines.Connectors.IRowFileWriter
            {
                public string Extension => ".parquet";

                public Task<long> WriteAsync(System.Data.Common.DbDataReader rows, string path, IProgress<long> progress, CancellationToken cancellationToken) => throw new NotSupportedException();
            }
        }
        """;

    private const string After = ", StartWhen(\"event:history.completed\")] public partial ";

    [Fact]
    public Task A_statement_without_its_database() => InClass(
        "DFP0017",
        "[⟦Sql(\"SELECT 1\")⟧" + After + "SqlTask Load { get; }",
        "'Load' needs On, its database, as in On = nameof(Warehouse), where the class has a property 'public SqlDatabase Warehouse => warehouse;'");

    [Fact]
    public Task A_database_that_is_not_there() => InClass(
        "DFP1019", "[Sql(\"SELECT 1\", On = ⟦\"Warehose\"⟧)" + After + "SqlTask Load { get; }", "'Warehose' is no database of 'P'; did you mean 'Warehouse'?", "Warehouse");

    [Fact]
    public Task A_property_that_is_no_database() => InClass(
        "DFP1019", "[Sql(\"SELECT 1\", On = nameof(⟦Text⟧))" + After + "SqlTask Load { get; }", "'Text' is no database of 'P'; declare it as 'public SqlDatabase Warehouse => warehouse;'");

    [Theory]
    [InlineData("SELECT * FROM ⟦{{ pipeline.input.text }}⟧", "after FROM stands the name of a table, and a value of type 'text' becomes a parameter; declare it as TableName")]
    [InlineData("INSERT INTO ⟦{{ extract.key }}⟧ SELECT 1", "after INTO stands the name of a table, and a value of type 'text' becomes a parameter; declare it as TableName")]
    [InlineData("UPDATE ⟦{{ extract.key }}⟧ SET a = 1", "after UPDATE stands the name of a table, and a value of type 'text' becomes a parameter; declare it as TableName")]
    [InlineData("DROP TABLE IF EXISTS ⟦{{ extract.key }}⟧", "after TABLE stands the name of a table, and a value of type 'text' becomes a parameter; declare it as TableName")]
    [InlineData("SELECT * FROM t JOIN ⟦{{ extract.id }}⟧ ON true", "after JOIN stands the name of a table, and a value of type 'number' becomes a parameter; declare it as TableName")]
    [InlineData("SELECT * FROM s.⟦{{ extract.key }}⟧", "a value is no part of a name; make it a TableName that holds the whole name")]
    [InlineData("SELECT * FROM ⟦{{ extract.key }}⟧_new", "a value is no part of a name; make it a TableName that holds the whole name")]
    [InlineData("SELECT * FROM s.⟦{{ history.history }}⟧", "a TableName holds the whole name, with its schema; no part of a name may touch it")]
    [InlineData("SELECT * FROM t WHERE a LIKE '%⟦{{ extract.key }}⟧%'", "the value is inside of a text; join them, as in '%' || {{ value }} || '%'")]
    [InlineData("SELECT * FROM t WHERE a LIKE '⟦{{ extract.key }}⟧%'", "the value is inside of a text; join them, as in '%' || {{ value }} || '%'")]
    [InlineData("SELECT * FROM t WHERE a = $x$ ⟦{{ extract.key }}⟧ $x$", "the value is inside of a text; a parameter cannot be there")]
    [InlineData("SELECT * FROM \\\"⟦{{ extract.key }}⟧\\\"", "the value is in double quotes, which SQL reads as a name; leave them out: a TableName is quoted where it is used, and any other value is a parameter")]
    [InlineData("SELECT {{ extract.key ⟦]⟧}}", "']' where '}}' is expected")]
    public Task A_value_in_a_wrong_place(string statement, string problem) => InClass(
        "DFP1018", "[Sql(\"" + statement + "\", On = nameof(Warehouse))" + After + "SqlTask Load { get; }", "The statement of 'Load' cannot be used: " + problem);

    [Fact]
    public Task An_empty_statement() => InClass("DFP1018", "[Sql(⟦\" \"⟧, On = nameof(Warehouse))" + After + "SqlTask Load { get; }", "The statement of 'Load' cannot be used: it is empty");

    [Fact]
    public Task A_value_that_is_unknown() => InClass(
        "DFP1006", "[Sql(\"SELECT {{ history.⟦histori⟧ }}\", On = nameof(Warehouse))" + After + "SqlTask Load { get; }", "'history.histori' is unknown: 'Extracted' has no 'histori'; did you mean 'history'?", "history");

    [Fact]
    public Task A_value_that_is_a_record() => InClass(
        "DFP1010",
        """[Task, StartWhen("event:pipeline.started")] public Task<Nested> Nest() => Task.FromResult(default(Nested));""" + "\n"
        + """[Sql("SELECT {{ nest.rows }}, {{ ⟦nest.more⟧ }}", On = nameof(Warehouse)), StartWhen("event:nest.completed")] public partial SqlTask Load { get; }""",
        "The types do not fit: a value of 'Sums' is a record; name one of its members");

    [Fact]
    public Task A_value_that_may_be_missing() => InClass(
        "DFP1011",
        """[Sql("SELECT '{{ ⟦extract.id⟧ }}'", On = nameof(Warehouse)), StartWhen("event:pipeline.started")] public partial SqlTask Load { get; }""",
        "'the statement' takes a value of 'Extract', which need not have completed when 'Load' starts: wait for it in [StartWhen]");

    [Theory]
    [InlineData("Poor", "Rows", "[RowCount] belongs on an integer, and it is of type 'string'")]
    [InlineData("Named", "Table", "[ResultTable] belongs on a TableName, and it is of type 'string'")]
    [InlineData("Filed", "File", "[ResultFile] belongs on a string, and it is of type 'TableName'")]
    [InlineData("Nested", "More", "it is a record, and a column of a row holds one value; put the members of that record in its place")]
    [InlineData("Both", "File", "the rows become a table or a file, not both")]
    [InlineData("Left", "Best", "the rows become a table, and no row is left for it; give it an attribute such as [RowCount], or leave it out")]
    [InlineData("Twice", "Two", "[RowCount] stands twice")]
    public Task An_output_that_a_statement_cannot_give(string record, string member, string problem) => InClass(
        "DFP2026", "[Sql(\"SELECT 1\", On = nameof(Warehouse), Folder = \"f\")" + After + "⟦SqlTask<" + record + ">⟧ Load { get; }", "The statement of 'Load' cannot give '" + member + "': " + problem);

    [Fact]
    public Task A_file_without_its_folder() => InClass(
        "DFP0017", "[⟦Sql(\"SELECT 1\", On = nameof(Warehouse))⟧" + After + "SqlTask<Written> Load { get; }", "'Load' needs Folder, where its result file is written, as in Folder = \"results\"");

    [Fact]
    public Task A_file_without_the_package() => Expect.InSourceAsync(
        "DFP2026",
        Class + "[Sql(\"SELECT 1\", On = nameof(Warehouse), Folder = \"f\")" + After + "⟦SqlTask<Written>⟧ Load { get; }\n}\n",
        "The statement of 'Load' cannot give 'File': add the package Dataflow.Pipelines.Parquet to the project, which writes the file");

    [Fact]
    public Task A_ledger_that_is_no_table() => InClass(
        "DFP1018", "[Sql(\"SELECT 1\", On = nameof(Warehouse), Ledger = ⟦\"a b\"⟧)" + After + "SqlTask Load { get; }",
        "The statement of 'Load' cannot be used: its ledger is no name of a table; write letters, digits and underscores, with the schema before a dot where it has one");

    [Fact]
    public Task A_progress_after_no_row() => InClass(
        "DFP0019", "[Sql(\"SELECT 1\", On = nameof(Warehouse), ProgressRows = ⟦0⟧)" + After + "SqlTask Load { get; }", "ProgressRows of 'Load' must be at least 1 row, and is 0");

    [Theory]
    [InlineData("SELECT * FROM {{ history.history }} h JOIN {{ pipeline.input.table }} t ON t.a = h.a WHERE b BETWEEN '{{ now() - 7d }}' AND ' {{ now() }} '")]
    [InlineData("SELECT EXTRACT(day FROM {{ run.logical_time }}), a IS DISTINCT FROM {{ extract.key }}, {{ pipeline.input.size }}, {{ pipeline.input.maybe }}, {{ event.who }}, {{ pipeline.input.window }}")]
    [InlineData("-- not {{ extract.nothing }}\\nSELECT 'it''s' /* {{ */ , $$ text $$, $1, {{ extract.id + 1 }} FROM t")]
    [InlineData("DELETE FROM t WHERE a IN ({{ extract.id }}, {{ extract.id > 3 }}); INSERT INTO t VALUES ({{ extract.key }}, {{ extract.id }}) ON CONFLICT (a) DO UPDATE SET b = {{ extract.id }}")]
    [InlineData("CREATE TABLE IF NOT EXISTS {{ history.history }} (a text); SELECT 1 WHERE EXISTS (SELECT 1) AND {{ history.rows }} = 1")]
    public Task A_sound_statement(string statement) => NothingInClass(
        "[Sql(\"" + statement + "\", On = nameof(Warehouse), Ledger = \"s.done\", ProgressRows = 10, Timeout = \"2h\", Priority = 3), Backoff(\"1s\"), RetryWhen(\"event:load.failed\")"
        + After + "SqlTask<Sums> Load { get; }\n" +
        """[Task, StartWhen("event:load.completed && {{ load.rows > 3 }}")] public Task Take([From(nameof(Load))] Sums sums, [Value("{{ load.copy }}")] TableName? copy) => Task.CompletedTask;""");

    [Theory]
    [InlineData("SqlTask", "")]
    [InlineData("SqlTask<Extracted>", "")]
    [InlineData("SqlTask<Written>", ", Folder = \"{{ run.id }}/x\"")]
    public Task A_sound_output(string type, string setting) => NothingInClass("[Sql(\"SELECT 1\", On = nameof(Warehouse)" + setting + ")" + After + type + " Load { get; }");

    private static Task InClass(string id, string members, string message, string? suggestion = null) => Expect.InSourceAsync(id, Class + members + Parquet, message, suggestion);

    private static Task NothingInClass(string members) => Expect.NothingInSourceAsync(Class + members + Parquet);
}
