using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[From]</c> and <c>[Value]</c> on operators: outputs of runs that are read when their job starts.</summary>
public sealed class StreamInputTests
{
    private const string Extract = """[Task, StartWhen("event:pipeline.started")] public Task<Item> Extract() => Task.FromResult(new Item(1, "k"));""" + "\n";
    private const string Kept = "\n[Sink(From = nameof(Keep))] public ParquetSink<Raw> Kept => new(\"d\");";
    private const string After = """[Operator(From = nameof(Events)), StartWhen("event:extract.completed")] public static """;

    [Theory]
    [InlineData("bool Keep(in Raw raw, [From(nameof(Extract))] Item item, [Value(\"{{ extract.key }}\")] string key) => raw.Key == item.Key && key != \"\";")]
    [InlineData("bool Keep(in Raw raw, in Moment at, [Value(\"{{ extract.key }} of {{ pipeline.input.window }}\")] string text) => raw.Key == text;")]
    [InlineData("Raw Keep(in Raw raw, [From(nameof(Extract))] Item? item) => item is null ? raw : raw with { Key = item.Value.Key };")]
    [InlineData("OrReject<Raw> Keep(in Raw raw, [Value(\"{{ extract.id }}\")] int id) => id > 3 ? raw : Reject.Because(\"id\");\n[Rejected(nameof(Keep))] public partial Stream<DeadLetter> Poor { get; }\n[Sink(From = nameof(Poor))] public ParquetSink<DeadLetter> Poors => new(\"e\");")]
    public Task A_sound_input(string method) => Nothing(After + method + Kept);

    [Fact]
    public Task A_sound_input_of_an_async_operator() => Nothing(
        """[Operator(From = nameof(Events)), AsyncIO, StartWhen("event:extract.completed")] public static ValueTask<Raw> Keep(Raw raw, [From(nameof(Extract))] Item item, [Value("{{ extract.id }}")] int id, CancellationToken ct) => ValueTask.FromResult(raw with { Key = item.Key + id });""" + Kept);

    [Fact]
    public Task A_node_without_a_start_trigger_starts_with_the_one_before_it() => Nothing(
        After + "bool First(in Raw raw) => true;\n[Operator(From = nameof(First))] public static bool Keep(in Raw raw, [From(nameof(Extract))] Item item) => raw.Key == item.Key;" + Kept);

    [Fact]
    public Task A_node_that_runs_while_the_pipeline_does() => In(
        "DFP1011",
        "[Operator(From = nameof(Events))] public static bool Keep(in Raw raw, [From(nameof(Extract))] ⟦Item⟧ item) => true;",
        "'item' takes a value of 'Extract', which need not have completed when 'Keep' starts: make the parameter 'Item?', or wait for it in [StartWhen]");

    [Fact]
    public Task A_value_that_may_be_missing() => In(
        "DFP1011",
        """[Operator(From = nameof(Events)), StartWhen("event:extract.started")] public static bool Keep(in Raw raw, [Value(⟦"{{ extract.id }}"⟧)] int id) => true;""",
        "'id' takes a value of 'Extract', which need not have completed when 'Keep' starts: make the parameter 'int?', or wait for it in [StartWhen]");

    [Fact]
    public Task A_node_that_is_not_there() => In(
        "DFP1001", After + "bool Keep(in Raw raw, [From(⟦\"Extrct\"⟧)] Item item) => true;", "There is no node 'Extrct' in 'P'; did you mean 'Extract'?", "Extract");

    [Fact]
    public Task A_value_of_another_type() => In(
        "DFP1010", After + "bool Keep(in Raw raw, [Value(⟦\"{{ extract.id }}\"⟧)] string id) => true;", "The types do not fit: parameter 'id' of 'Keep' is of type 'string', and the value is of type 'int'");

    [Fact]
    public Task An_output_before_the_record() => In(
        "DFP2008", After + "bool ⟦Keep⟧([From(nameof(Extract))] Item item, in Raw raw) => true;", "No rule explains the signature of 'Keep': its first parameter must be the record that it takes, 'in T'");

    [Fact]
    public Task A_parameter_that_nothing_explains() => In(
        "DFP2007", After + "bool Keep(in Raw raw, int ⟦rows⟧) => true;", "No rule explains parameter 'rows' of type 'int': an operator takes its record first, then 'in Moment', 'ref Emitter<T>', 'ref Timers', its state by 'ref', and outputs of runs with [From] and [Value]; take services by the constructor");

    [Fact]
    public async Task A_project_without_the_package()
    {
        var compilation = Compiler.Compile(Sources.Connectors, """
            using Connectors;
            using Dataflow.Pipelines;

            [Record] public readonly partial record struct Raw(string Id);

            [Pipeline("p")] public sealed partial class P
            {
                [Input("key")] public string Key { get; init; } = "";
                [Source] public KafkaSource<Raw> Events => new("a", "b");
                [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
                [Operator(From = nameof(Events))] public static bool Keep(in Raw raw, [Value("{{ pipeline.input.key }}")] string key) => raw.Id == key;
                [Sink(From = nameof(Keep))] public ParquetSink<Raw> Lake => new("c");
            }
            """);
        var generation = Compiler.Generate(compilation.RemoveReferences(compilation.References.Where(static reference => reference.Display!.EndsWith("Dataflow.Pipelines.Control.dll", StringComparison.Ordinal))));

        var found = Assert.Single(await generation.OursAsync());
        Assert.Equal("'Keep' takes outputs of runs, which the control plane has: add the package Dataflow.Pipelines.Control to the project", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(generation.Errors);
    }

    private static Task In(string id, string members, string message, string? suggestion = null) => Expect.InMembersAsync(id, Extract + members, message, suggestion);

    private static Task Nothing(string members) => Expect.NothingInMembersAsync(Extract + members);
}
