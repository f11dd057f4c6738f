namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd names, each as the name of everything that can have one: whatever C# allows builds without a warning and runs.</summary>
public sealed class NameTests
{
    private static readonly string[] Names =
    [
        // keywords, contextual keywords, and words that only some places reserve
        "@class", "@int", "@event", "@if", "@this", "@string", "@null", "@in", "@record", "@partial", "@value", "@field", "@await", "@where", "@from", "@required", "@file",
        "@scoped", "@dynamic", "@nameof", "@with", "@global", "@extension", "@nint",

        // types and namespaces that generated code names
        "Program", "Task", "System", "Dataflow", "Microsoft", "String", "Exception", "DateTimeOffset", "ReadOnlySpan", "Stream", "Record", "Pipeline", "IRecord", "RecordSchema",
        "JobBuilder", "JsonScanner", "UInt128", "MemoryExtensions", "Moment", "DeadLetter", "CodeGeneration",

        // what generated code calls its own
        "flow", "sys", "json", "pipeline", "job", "lane", "message", "batch", "next", "ticks", "reason", "fault", "running", "utf8", "decoder", "name", "writer", "hash", "other", "start",
        "state", "fields", "inputs", "values", "services", "row", "columns", "records", "odd", "events", "toBad",
        "Inputs", "Descriptor", "Build", "Create", "CheckInputs", "Schema", "TryReadJson", "WriteJson", "WriteColumns", "EventsBlock", "DistinctKey", "Loop", "Clock", "ReadRecord", "Main",

        // other alphabets, other lengths
        "click", "点击", "हिन्दी", "e\u0301te\u0301", "ß", "İ", "ı", "_", "__", "_1", "a", "ᾳ",
        "Long" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
    ];

    private const string Record = "[Record] public readonly partial record struct R__(int X, string Key, DateTimeOffset At);\n";

    // Warnings and errors of these at the user's own code are to be expected: a type with the name of an imported one.
    private static readonly string[] OfTheLanguage = ["DeadLetter", "Stream", "Pipeline", "Record"];

    [Fact]
    public Task A_member_of_a_record() => CheckAsync(static name =>
        $"[Record] public readonly partial record struct R__(int {name}, string Key, DateTimeOffset At, int? {name}2, string? {name}3 = null) {{ public int? {name}4 {{ get; init; }} }}\n[Pipeline(\"odd\")] public sealed partial class P\n" + OddPipeline.Members("R__"));

    [Fact]
    public Task A_pipeline() => CheckAsync(static name =>
        Record + $"[Pipeline(\"odd\")] public sealed partial class {name}\n" + OddPipeline.Members("R__", "Filter__", "[Input] public int Number { get; init; }"), OfTheLanguage);

    [Fact]
    public Task An_input() => CheckAsync(
        static name => Record + "[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", more: $"[Input] public string {name} {{ get; init; }} = \"\"; [Input] public required int {name}2 {{ get; init; }}"), Names);

    [Fact]
    public Task An_enumeration_and_its_member() => CheckAsync(static name =>
        $"public enum {name} {{ {name}, Other_ }}\n[Record] public readonly partial record struct R__(int X, string Key, DateTimeOffset At, {name} Kind, {name}? Maybe);\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", more: $"[Input] public {name} Input__ {{ get; init; }}"), OfTheLanguage);

    [Fact]
    public Task A_namespace() => Odd.CheckAsync(Names.Select(static name => new OddCase(
        name,
        $"namespace Odd.{name}.Inner {{ [Record] public readonly partial record struct R__(int X, string Key, DateTimeOffset At, E__ E);\n public enum E__ {{ A }}\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__") + "}",
        OfTheLanguage.Contains(name) ? null : "")));

    [Theory]
    [InlineData("Program")]
    [InlineData("System")]
    [InlineData("Microsoft")]
    [InlineData("Task")]
    [InlineData("点击")]
    [InlineData("@class")]
    public Task A_pipeline_without_a_namespace(string name) => Odd.CheckAsync(
        Record + $"[Pipeline(\"odd\")] public sealed partial class {name}\n" + OddPipeline.Members("R__", "Filter__"), expected: null);

    [Theory]
    [InlineData("Program")]
    [InlineData("Task")]
    [InlineData("点击")]
    [InlineData("@class")]
    public Task A_namespace_of_its_own(string name) => Odd.CheckAsync(
        $"namespace {name}.Inner {{ {Record} [Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__") + "}", "");

    [Fact]
    public Task Types_that_differ_in_case_only() => Odd.CheckAsync(
        "namespace Odd; [Record] public readonly partial record struct Click(int X, string Key, DateTimeOffset At);\n[Record] public readonly partial record struct click(int X, string Key, DateTimeOffset At);\n"
        + "[Pipeline(\"a\")] public sealed partial class P\n" + OddPipeline.Members("Click") + "[Pipeline(\"b\")] public sealed partial class p\n" + OddPipeline.Members("click"), "");

    private static Task CheckAsync(Func<string, string> source, string[]? loose = null) =>
        Odd.CheckAsync(Names.Select(name => new OddCase(name, "namespace Odd;\n" + source(name), loose?.Contains(name) == true ? null : "")));
}
