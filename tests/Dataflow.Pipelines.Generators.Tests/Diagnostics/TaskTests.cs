using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[Task]</c>: its signature, and what its parameters are bound to.</summary>
public sealed class TaskTests
{
    private const string Extract = """[Task, StartWhen("event:pipeline.started")] public Task<Item> Extract() => Task.FromResult(new Item(1, "k"));""" + "\n";

    // Each of them takes an output that hundreds of others have waited for: what has completed is found once, not for each parameter.
    private const int ManyTasks = 300;

    private const string After = """[Task, StartWhen("event:extract.completed")] public """;

    [Theory]
    [InlineData("⟦int⟧ Load() => 1;")]
    [InlineData("⟦void⟧ Load() { }")]
    [InlineData("⟦Item⟧ Load() => default;")]
    [InlineData("⟦IAsyncEnumerable<Item>⟧ Load() => null!;")]
    public Task A_method_that_returns_no_task(string method) => InPipeline(
        "DFP2008", After + method, "No rule explains the signature of 'Load': a [Task] returns Task<T> or ValueTask<T> of a [Record], its output, or Task");

    [Theory]
    [InlineData("Pipeline(\"p\", MaxActiveRuns = ⟦0⟧)", "The number of active runs of 'P' must be at least 1 run, and is 0")]
    [InlineData("Pipeline(\"p\", MaxActiveRuns = ⟦-1⟧)", "The number of active runs of 'P' must be at least 1 run, and is -1")]
    [InlineData("Pipeline(\"p\"), Pool(\"a\", 1), ⟦Pool(\"b\", 0)⟧", "The number of slots of 'b' must be at least 1 slot, and is 0")]
    public Task A_number_with_which_nothing_would_start(string attributes, string message) => Expect.InSourceAsync(
        "DFP0019", $"[{attributes}] public sealed partial class P\n{{\n{Extract}}}", message);

    [Fact]
    public Task Many_tasks_each_after_the_next() => NothingInPipeline(string.Concat(Enumerable.Range(1, ManyTasks).Select(static i =>
        $"[Task, StartWhen(\"event:{(i < ManyTasks ? "task" + (i + 1) : "extract")}.completed\")] public Task Task{i}([From(nameof(Extract))] Item item) => Task.CompletedTask;\n")));

    [Fact]
    public Task An_output_that_is_no_record() => InPipeline("DFP2002", After + "⟦Task<int>⟧ Load() => Task.FromResult(1);", "'int' is no [Record], and 'Load' can carry nothing else: declare it as [Record] readonly partial record struct");

    [Fact]
    public Task A_parameter_that_nothing_explains() => InPipeline("DFP2007", After + "Task Load(int ⟦rows⟧) => Task.CompletedTask;", "No rule explains parameter 'rows' of type 'int': a task takes outputs with [From], values with [Value], RunContext and CancellationToken; take services by the constructor");

    [Fact]
    public Task An_input_from_a_node_that_is_not_there() => InPipeline(
        "DFP1001", After + "Task Load([From(⟦\"Extrct\"⟧)] Item item) => Task.CompletedTask;", "There is no node 'Extrct' in 'P'; did you mean 'Extract'?", "Extract");

    [Fact]
    public Task An_input_from_a_stream() => InPipeline("DFP1003", After + "Task Load([From(nameof(⟦Events⟧))] Raw item) => Task.CompletedTask;", "'Events' has no such output: it has no output of a run; tasks that return a record have one");

    [Fact]
    public Task An_input_of_another_type() => InPipeline("DFP2003", After + "Task Load([From(nameof(Extract))] ⟦Raw⟧ item) => Task.CompletedTask;", "'Load' takes 'Raw', but 'Extract' gives 'Item'");

    [Theory]
    [InlineData("event:extract.completed || event:pipeline.started")]
    [InlineData("event:extract.started")]
    [InlineData("!event:extract.completed && event:events.completed")]
    public Task An_input_that_may_be_missing(string trigger) => InPipeline(
        "DFP1011",
        $"[Task, StartWhen(\"{trigger}\")] public Task Load([From(nameof(Extract))] ⟦Item⟧ item) => Task.CompletedTask;",
        "'item' takes a value of 'Extract', which need not have completed when 'Load' starts: make the parameter 'Item?', or wait for it in [StartWhen]");

    [Theory]
    [InlineData("event:extract.completed")]
    [InlineData("event:extract.completed && event:events.completed || event:extract.completed && {{ extract.id > 3 }}")]
    [InlineData("event:between.completed")]
    [InlineData("event:between.started || event:between.failed && event:pipeline.started")]
    public Task An_input_that_is_there_whenever_it_starts(string trigger) => NothingInPipeline(
        "[Task, StartWhen(\"event:extract.completed\")] public Task Between() => Task.CompletedTask;\n" +
        $"[Task, StartWhen(\"{trigger}\")] public Task Load([From(nameof(Extract))] Item item, [Value(\"{{{{ extract.id }}}}\")] int id, RunContext run, CancellationToken ct) => Task.CompletedTask;");

    [Theory]
    [InlineData("string", "{{ extract.id }}", "the value is of type 'int'")]
    [InlineData("long", "{{ extract.id }}", "the value is of type 'int'")]
    [InlineData("int", "{{ extract.key }}", "the value is of type 'string'")]
    [InlineData("int", "id {{ extract.id }}", "a text with values in it is a 'string'")]
    [InlineData("int", "12", "a text with values in it is a 'string'")]
    [InlineData("string", "{{ null }}", "the value is null")]
    [InlineData("bool", "{{ event.urgent }}", "the value is of type 'string'")]
    public Task A_value_of_another_type(string type, string template, string problem) => InPipeline(
        "DFP1010", After + $"Task Load([Value(⟦\"{template}\"⟧)] {type} value) => Task.CompletedTask;", $"The types do not fit: parameter 'value' of 'Load' is of type '{type}', and {problem}");

    [Fact]
    public Task A_value_that_may_be_missing() => InPipeline(
        "DFP1011",
        """[Task, StartWhen("event:pipeline.started")] public Task Load([Value(⟦"{{ extract.id }}"⟧)] int value) => Task.CompletedTask;""",
        "'value' takes a value of 'Extract', which need not have completed when 'Load' starts: make the parameter 'int?', or wait for it in [StartWhen]");

    [Fact]
    public Task A_text_with_a_value_that_may_be_missing() => InPipeline(
        "DFP1011",
        """[Task, StartWhen("event:pipeline.started")] public Task Load([Value("item {{ ⟦extract.id⟧ }}")] string text) => Task.CompletedTask;""",
        "'text' takes a value of 'Extract', which need not have completed when 'Load' starts: wait for it in [StartWhen]");

    [Fact]
    public Task A_value_of_a_member_that_is_not_there() => InPipeline(
        "DFP1006", After + """Task Load([Value("{{ extract.⟦kye⟧ }}")] string value) => Task.CompletedTask;""", "'extract.kye' is unknown: 'Item' has no 'kye'; did you mean 'key'?", "key");

    [Fact]
    public Task A_template_that_cannot_be_read() => InPipeline(
        "DFP1004", After + """Task Load([Value("{{ extract.⟦}⟧}")] string value) => Task.CompletedTask;""", "The template cannot be read: '}' where a name after the dot is expected");

    [Theory]
    [InlineData("string", "{{ extract.key }} of {{ run.logical_time }} in {{ pipeline.input.window }}, {{ event.who }}")]
    [InlineData("string?", "{{ event.who }}")]
    [InlineData("string", "plain")]
    [InlineData("TimeSpan", "{{ pipeline.input.window }}")]
    [InlineData("DateTimeOffset", "{{ run.logical_time }}")]
    [InlineData("int", "{{ attempts }}")]
    [InlineData("int?", "{{ extract.id }}")]
    [InlineData("double", "{{ extract.id + 1 }}")]
    [InlineData("bool", "{{ extract.id > 3 }}")]
    public Task A_sound_value(string type, string template) => NothingInPipeline(After + $"Task Load([Value(\"{template}\")] {type} value) => Task.CompletedTask;");

    [Fact]
    public Task A_pool_that_is_not_declared() => InSource(
        "DFP1014", """[Pipeline("p"), Pool("lake", 2)]""", """[Task(Pool = ⟦"lakes"⟧), StartWhen("event:pipeline.started")] public Task Load() => Task.CompletedTask;""", "There is no pool 'lakes' in 'P'; did you mean 'lake'?", "lake");

    [Fact]
    public Task A_pool_where_none_is_declared() => InSource(
        "DFP1014", """[Pipeline("p")]""", """[Task(Pool = ⟦"lakes"⟧), StartWhen("event:pipeline.started")] public Task Load() => Task.CompletedTask;""", "There is no pool 'lakes' in 'P'; declare it on the class, [Pool(\"lakes\", 2)]");

    [Fact]
    public Task A_task_is_no_stream() => InPipeline(
        "DFP1003", "[Sink(From = nameof(⟦Extract⟧))] public ParquetSink<Item> Items => new(\"d\");", "'Extract' has no such output: it is a task, whose output is one record of a run and no stream; take it by [From] or in a template");

    [Fact]
    public Task A_retry_by_the_clock() => InPipeline(
        "DFP1009", """[Task, StartWhen("event:extract.completed"), RetryWhen("⟦cron:0 * * * *⟧")] public Task Load() => Task.CompletedTask;""",
        "[RetryWhen] of 'Load' may name only its own 'failed' event, 'event:load.failed'", "event:load.failed");

    [Fact]
    public async Task A_project_without_the_package()
    {
        var compilation = Compiler.Compile("""
            using Dataflow.Pipelines;

            [Pipeline("p")] public sealed partial class P
            {
                [Task, StartWhen("event:pipeline.started")] public Task Load() => Task.CompletedTask;
            }
            """);
        var without = compilation.RemoveReferences(compilation.References.Where(static reference => reference.Display!.EndsWith("Dataflow.Pipelines.Control.dll", StringComparison.Ordinal)));
        Assert.NotEqual(compilation.References.Count(), without.References.Count());
        var generation = Compiler.Generate(without);

        var found = Assert.Single(await generation.OursAsync());
        Assert.Equal("DFP0042", found.Id);
        Assert.Equal("'Load' is a task, which the control plane executes: add the package Dataflow.Pipelines.Control to the project", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(generation.Errors);
    }

    [Fact]
    public async Task A_trigger_of_a_stream_node_without_the_package()
    {
        var compilation = Compiler.Compile(Sources.Connectors, """
            using Connectors;
            using Dataflow.Pipelines;

            [Record] public readonly partial record struct Raw(string Id);

            [Pipeline("p")] public sealed partial class P
            {
                [Source] public KafkaSource<Raw> Events => new("a", "b");
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
                [Sink(From = nameof(Events)), AlertWhen("lag > 1000")] public ParquetSink<Raw> Lake => new("c");
            }
            """);
        var generation = Compiler.Generate(compilation.RemoveReferences(compilation.References.Where(static reference => reference.Display!.EndsWith("Dataflow.Pipelines.Control.dll", StringComparison.Ordinal))));

        var found = Assert.Single(await generation.OursAsync());
        Assert.Equal("DFP0042", found.Id);
        Assert.Equal("AlertWhen", found.Location.SourceTree!.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length).Split('(')[0]);
        Assert.Equal("'Lake' has [AlertWhen], which the control plane evaluates: add the package Dataflow.Pipelines.Control to the project", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(generation.Errors);
    }

    private static Task InPipeline(string id, string members, string message, string? suggestion = null) => Expect.InMembersAsync(id, Extract + members, message, suggestion);

    private static Task InSource(string id, string attributes, string members, string message, string? suggestion = null) =>
        Expect.InSourceAsync(id, attributes + " public sealed partial class P { " + members + " }", message, suggestion);

    private static Task NothingInPipeline(string members) => Expect.NothingInMembersAsync(Extract + members);
}
