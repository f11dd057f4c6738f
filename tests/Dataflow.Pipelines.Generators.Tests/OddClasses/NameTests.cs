using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>Odd names for every kind of declaration: whatever C# allows builds without a warning and runs.</summary>
public sealed class NameTests
{
    internal static readonly string[] Names =
    [
        // keywords, contextual keywords, and words that are reserved only in some places
        "@class", "@int", "@event", "@if", "@this", "@string", "@null", "@in", "@record", "@partial", "@value", "@field", "@await", "@where", "@from", "@required", "@file",
        "@scoped", "@dynamic", "@var", "@nameof", "@with", "@global", "@extension", "@nint",

        // types and namespaces that generated code uses
        "Program", "Task", "System", "Dataflow", "Microsoft", "String", "Exception", "DateTimeOffset", "ReadOnlySpan", "Stream", "Record", "Pipeline", "IRecord", "RecordSchema",
        "JobBuilder", "JsonScanner", "UInt128", "MemoryExtensions", "Moment", "DeadLetter", "CodeGeneration", "IFieldReader",

        // names that generated code declares
        "flow", "sys", "json", "pipeline", "job", "lane", "message", "batch", "next", "ticks", "reason", "fault", "running", "utf8", "decoder", "name", "writer", "hash", "other", "start",
        "state", "fields", "inputs", "values", "services", "row", "columns", "records", "odd", "events", "toBad", "name1", "eventsBlock", "distinctKey",
        "Inputs", "Descriptor", "Build", "Create", "CheckInputs", "Schema", "TryReadJson", "WriteJson", "WriteColumns", "TryReadFields", "WriteFields", "EventsBlock", "DistinctKey", "Loop", "Out", "Clock", "ReadRecord", "Main",
        "Clone", "Deconstruct", "PrintMembers", "Skip", "Process", "TimeSpan", "KeyHash", "TFields", "TColumns", "Add", "Fields", "Fingerprint", "Merge", "Of", "Read", "Release", "Result",
        "TryJoin", "TryJoinLeft", "TryJoinRight", "TryParse", "TryRead", "Write", "cancellationToken", "column", "end", "format", "i", "keys", "left", "right", "messages", "reader", "result", "text",

        // other alphabets, other lengths
        "click", "点击", "हिन्दी", "e\u0301te\u0301", "ß", "İ", "ı", "_", "__", "_1", "a", "ᾳ",
        "Long" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
    ];

    // A subset for types: each type needs its own case, which takes longer.
    private static readonly string[] OfTypes =
    [
        "@class", "@event", "@record", "@partial", "@field", "@await", "@where", "@required", "@file", "@scoped", "@dynamic", "@nameof", "@var", "@nint",
        "Program", "Task", "System", "Dataflow", "Exception", "DateTimeOffset", "Stream", "Record", "Pipeline", "JobBuilder", "UInt128", "MemoryExtensions", "DeadLetter", "CodeGeneration", "IFieldReader",
        "flow", "sys", "json", "pipeline", "lane", "message", "next", "running", "record", "odd",
        "Inputs", "EventsBlock", "DistinctKey", "Loop", "Out", "Clock", "Skip", "TimeSpan", "TFields",
        "click", "点击", "हिन्दी", "İ", "_", "__", "a",
    ];

    // Each record has methods with these names, or must not have a member with the name.
    private static readonly string[] OfRecords = ["Clone", "Deconstruct", "PrintMembers"];

    // Full names: a case may have a type of the same name.
    private const string At = "global::System.DateTimeOffset At";
    private const string Record = $"[Record] public readonly partial record struct R__(int X, string Key, {At});\n";

    private const string Output = "[Record] public readonly partial record struct O__(int X);\n";

    [Fact]
    public Task A_record() => CheckAsync(OfType, static name =>
        $"[Record] public readonly partial record struct {name}(int X, string Key, {At}, int? Maybe = null);\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members(name, "Filter__", More(name)));

    [Fact]
    public Task A_member_of_a_record() => Odd.CheckMembersAsync(
        Names.Except(OfRecords),
        static name => $"public int {name} {{ get; init; }} public string? {name}2 {{ get; init; }} public int? {name}3 {{ get; init; }}",
        static members => $"namespace Odd;\n[Record] public readonly partial record struct R__(string Key, {At}) {{{members}}}\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", "Filter__", More("R__")));

    [Fact]
    public Task A_parameter_of_a_record() => Odd.CheckMembersAsync(
        Names.Except(OfRecords),
        static name => $"int {name}, int? {name}2, string {name}3,",
        static parameters => $"namespace Odd;\n[Record] public readonly partial record struct R__({parameters} string Key, {At});\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", "Filter__", More("R__")));

    [Fact]
    public Task A_parameter_with_the_name_of_a_method_that_every_record_has() => Odd.CheckAsync(OfRecords.Select(static name => new OddCase(
        name,
        $"namespace Odd;\n[Record] public readonly partial record struct R__(int {name}, string Key, {At});\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__"),
        null)));

    [Fact]
    public Task A_pipeline() => CheckAsync(OfType, static name =>
        Record + $"[Pipeline(\"odd\")] public sealed partial class {name}\n" + OddPipeline.Members("R__", "Filter__", "[Input] public int Number { get; init; }" + More("R__")));

    // A method named 'nameof' hides the operator in the complete class.
    [Fact]
    public Task A_node() => Odd.CheckMembersAsync(
        Names.Where(static name => name != "@nameof"),
        static name => $"[Operator(From = nameof(Events))] public static bool {name}(in R__ r) => true; [Sink(From = nameof({name}))] public ParquetSink<R__> {name}2 => new(\"x\"); [Deduplicate(From = nameof({name}), Within = \"5m\"), KeyBy(\"Key\")] public partial global::Dataflow.Pipelines.Stream<R__> {name}3 {{ get; }} [Sink(From = nameof({name}3))] public ParquetSink<R__> {name}4 => new(\"x\");",
        static nodes => "namespace Odd;\n" + Record + "[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", "Filter__", nodes + More("R__")));

    // A task, one that takes its output, guards of both, and a message.
    [Fact]
    public Task A_task() => Odd.CheckMembersAsync(
        Names.Where(static name => name != "@nameof").DistinctBy(static name => SnakeCase.Of(name.TrimStart('@'))),
        static name => $"[Task, StartWhen(\"event:pipeline.started && {{{{ attempts == 0 }}}}\"), AlertWhen(\"attempts > 3\", Message = \"at {{{{ run.id }}}}\")] public global::System.Threading.Tasks.Task<O__> {name}(RunContext {name}) => throw null!; [Task, StartWhen(\"event:pipeline.started\")] public global::System.Threading.Tasks.Task {name}2([From(nameof({name}))] O__? {name}, [Value(\"of {{{{ run.id }}}}\")] string {name}2, [Value(\"{{{{ attempts }}}}\")] int {name}3) => throw null!;",
        static nodes => "namespace Odd;\n" + Record + Output + "[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", "Filter__", nodes + More("R__")));

    [Fact]
    public Task A_member_of_an_output() => Odd.CheckMembersAsync(
        Names.Except(OfRecords).Where(static name => name.All(static letter => char.IsAscii(letter))).DistinctBy(static name => SnakeCase.Of(name.TrimStart('@'))),
        static name => $"public int {name} {{ get; init; }}",
        static members => "namespace Odd;\n" + Record + $"[Record] public readonly partial record struct O__(int X__) {{{members}}}\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", "Filter__", Tasks(members)));

    [Fact]
    public Task An_input() => Odd.CheckMembersAsync(
        Names,
        static name => $"[Input] public string {name} {{ get; init; }} = \"\"; [Input] public required int {name}2 {{ get; init; }}",
        static inputs => "namespace Odd;\n" + Record + "[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", more: inputs));

    [Fact]
    public Task A_member_of_an_enumeration() => Odd.CheckMembersAsync(
        Names.DistinctBy(static name => SnakeCase.Of(name.TrimStart('@'))),
        static name => $"{name},",
        static members => $"namespace Odd;\npublic enum E__ {{{members}}}\n[Record] public readonly partial record struct R__(int X, string Key, {At}, E__ Kind, E__? Maybe);\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", more: "[Input] public E__ Input__ { get; init; }"));

    [Fact]
    public Task An_enumeration() => CheckAsync(OfType, static name =>
        $"public enum {name} {{ Other_, {name} }}\n[Record] public readonly partial record struct R__(int X, string Key, {At}, {name} Kind, {name}? Maybe);\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__", more: $"[Input] public {name} Input__ {{ get; init; }}"));

    // The compiler binds 'nameof' to the namespace wherever the user writes it.
    [Fact]
    public Task A_namespace() => Odd.CheckAsync(OfTypes.Select(static name => new OddCase(
        name,
        $"namespace Odd.{name}.Inner {{ [Record] public readonly partial record struct R__(int X, string Key, {At}, E__ E);\n public enum E__ {{ A }}\n[Pipeline(\"odd\")] public sealed partial class P__\n" + OddPipeline.Members("R__") + "}",
        name == "@nameof" ? "+CS0118" : "")));

    [Theory]
    [InlineData("Program", "")]
    [InlineData("System", "+DFP0027")]
    [InlineData("Microsoft", "+DFP0027")]
    [InlineData("Dataflow", null)]
    [InlineData("Task", "")]
    [InlineData("点击", "")]
    [InlineData("@class", "")]
    public Task A_pipeline_without_a_namespace(string name, string? expected) => Odd.CheckAsync(
        Record + $"[Pipeline(\"odd\")] public sealed partial class {name}\n" + OddPipeline.Members("R__", "Filter__"), expected);

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

    // Names that would hide a generated name, or would be hidden by one.
    [Theory]
    [InlineData("nodes named like the blocks of others", "[Source, Watermark(\"At\")] public KafkaSource<R__> a => new(\"a\", \"b\"); [Rejected(nameof(a))] public partial Stream<DeadLetter> aBad { get; } [Sink(From = nameof(aBad))] public ParquetSink<DeadLetter> T => new(\"t\"); [Deduplicate(From = nameof(a), Within = \"5m\"), KeyBy(\"Key\")] public partial Stream<R__> ABlock { get; } [Sink(From = nameof(ABlock))] public ParquetSink<R__> S => new(\"s\");")]
    [InlineData("types of the user named like generated ones", "public InputsBlock? One; public Inputs? Two; public DistinctKey? Three; public R__Codec? Four; [Input] public int Number { get; init; }")]
    [InlineData("members inherited", "", ": Base__")]
    public Task A_pipeline_with_types_named_like_ours(string name, string more, string parent = "")
    {
        const string Types = "public class EventsBlock; public class InputsBlock; public class Inputs; public class DistinctKey; public class R__Codec;\n"
            + "public class Base__ { public class P__; public class R__; public int TimeSpan; public int KeyHash; public int NodeKind; public int InputException; }\n";
        return Odd.CheckAsync(
            [new OddCase(name, "namespace Odd;\n" + Types + Record.Replace("R__", parent.Length > 0 ? "Click__" : "R__", StringComparison.Ordinal) + $"[Pipeline(\"odd\")] public sealed partial class P__ {parent}\n" + OddPipeline.Members(parent.Length > 0 ? "Click__" : "R__", "Filter__", more), "")]);
    }

    private static string? OfType(string name) => name switch { "@var" => "DFP0027", "record" => null, _ => "" };

    private static Task CheckAsync(Func<string, string?> expected, Func<string, string> source) =>
        Odd.CheckAsync(OfTypes.Select(name => new OddCase(name, "namespace Odd;\n" + source(name), expected(name))));

    // A task with the output, and one for each of its members whose guard reads it.
    private static string Tasks(string members) =>
        "[Task, StartWhen(\"event:pipeline.started\")] public global::System.Threading.Tasks.Task<O__> Task__() => throw null!;" + string.Concat(members.Split('\n').Select(static line => line.Trim().Split(' ')).Where(static words => words.Length > 2).Select(static (words, i) =>
            $"[Task, StartWhen(\"event:task__.completed && {{{{ task__.{SnakeCase.Of(words[2].TrimStart('@'))} > 1 }}}}\")] public global::System.Threading.Tasks.Task T{i}__() => throw null!;"));

    private static string More(string record) => $$"""
        [Window(From = nameof(Distinct), Tumbling = "5m"), KeyBy("Key")] public partial global::Dataflow.Pipelines.Stream<Total__> Totals { get; }
            [Late(From = nameof(Totals))] public partial global::Dataflow.Pipelines.Stream<{{record}}> Late { get; }
            [Sink(From = nameof(Totals))] public ParquetSink<Total__> TotalsOut => new("e");
            [Sink(From = nameof(Late))] public ParquetSink<{{record}}> LateOut => new("f");
            [Operator(From = nameof(Distinct)), KeyBy("Key")] public static {{record}} Keep(in {{record}} seen, ref {{record}} last) { last = seen; return seen; }
            [Sink(From = nameof(Keep))] public ParquetSink<{{record}}> Kept => new("g");
            [Join(Left = nameof(Distinct), LeftKey = "Key", Right = nameof(Keep), RightKey = "Key", Within = "5m")] public static {{record}} Pair(in {{record}} left, in {{record}} right) => left;
            [Sink(From = nameof(Pair))] public ParquetSink<{{record}}> Pairs => new("h");
        }

        [Record] public readonly partial record struct Total__([WindowKey] string Key, [WindowStart] global::System.DateTimeOffset From, [Count] long N)
        {
        """;
}
