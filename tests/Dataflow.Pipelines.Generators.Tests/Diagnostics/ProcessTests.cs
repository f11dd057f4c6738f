using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Diagnostics of <c>[Process]</c>: its declaration, its command, and the values in it.</summary>
public sealed class ProcessTests
{
    private const string Extract = """[Task, StartWhen("event:pipeline.started")] public Task<Item> Extract() => Task.FromResult(new Item(1, "k"));""" + "\n";

    private const string Build = """[Task, StartWhen("event:pipeline.started")] public Task<Built> Build() => Task.FromResult(default(Built));""" + "\n";

    private const string After = ", StartWhen(\"event:extract.completed\")] public partial ";

    [Theory]
    [InlineData("⟦int⟧", "of type 'int'")]
    [InlineData("⟦Stream<Item>⟧", "of type 'Stream<Item>'")]
    public Task A_property_of_another_type(string type, string found) => InPipeline(
        "DFP0014", "[Process(\"true\")" + After + type + " Train { get; }", "[Process] belongs on a partial property of type 'ProcessTask<T>' or 'ProcessTask'; 'Train' is " + found);

    [Fact]
    public Task A_property_with_a_body() => InPipeline(
        "DFP0014",
        """[Process("true"), StartWhen("event:extract.completed")] public ProcessTask ⟦Train⟧ => default;""",
        "[Process] belongs on a partial property 'public partial ProcessTask<T> Name { get; }'; 'Train' is a property with a body that returns a connector");

    [Fact]
    public Task An_output_that_is_no_record() => Expect.InMembersAsync(
        "DFP2002", Extract + "[Process(\"true\")" + After + "⟦ProcessTask<int>⟧ Train { get; }", "'int' is no [Record], and 'Train' can carry nothing else: declare it as [Record] readonly partial record struct",
        hasCompilerErrors: true);

    [Theory]
    [InlineData("python train.py ⟦|⟧ tee log", "no shell reads it, and nothing executes '|'")]
    [InlineData("python train.py ⟦>⟧ log", "no shell reads it, and nothing executes '>'")]
    [InlineData("python train.py ⟦>⟧log", "no shell reads it, and nothing executes '>'")]
    [InlineData("python train.py ⟦2>⟧&1", "no shell reads it, and nothing executes '2>'")]
    [InlineData("make ⟦&&⟧ make install", "no shell reads it, and nothing executes '&&'")]
    [InlineData("make⟦;⟧ make install", "no shell reads it, and nothing executes ';'")]
    [InlineData("python ⟦$HOME⟧/train.py", "no shell reads it, and nothing replaces '$HOME'")]
    [InlineData("python ⟦~⟧/train.py", "no shell reads it, and nothing replaces '~'")]
    [InlineData("python train.py data/⟦*⟧.csv", "no shell reads it, and nothing replaces '*'")]
    [InlineData("python train.py ⟦`⟧date`", "no shell reads it, and nothing replaces '`'")]
    public Task A_command_that_needs_a_shell(string command, string problem) => Command(
        command, problem + "; put it in quotes where it is part of an argument, or run a shell, sh -c '...'");

    [Theory]
    [InlineData("python ⟦'⟧train.py", "the quote is not closed")]
    [InlineData("⟦ ⟧", "it is empty; write a program and its arguments")]
    [InlineData("train {{ extract.⟦}⟧}", "'}' where a name after the dot is expected")]
    public Task A_command_that_cannot_be_split(string command, string problem) => Command(command, problem);

    [Fact]
    public Task An_empty_command() => InPipeline(
        "DFP1017", "[Process(⟦\"\"⟧)" + After + "ProcessTask Train { get; }", "The command of 'Train' cannot be used: it is empty; write a program and its arguments");

    [Theory]
    [InlineData("⟦path⟧", "variable", "it has no name; write \"NAME=value\"")]
    [InlineData("⟦1A=x⟧", "variable", "it has no name; write \"NAME=value\"")]
    [InlineData("⟦DATAFLOW_NODE⟧=x", "variable 'DATAFLOW_NODE'", "names that begin with DATAFLOW_ are set by the control plane")]
    [InlineData("A=1\", \"⟦A⟧=2", "variable 'A'", "it is set twice")]
    [InlineData("A={{ extract.id ⟦+⟧", "variable", "it ends where an event, a cron, a value or a path is expected")]
    public Task A_variable_that_cannot_be_set(string variable, string what, string problem) => InPipeline(
        "DFP1017", "[Process(\"train\", Environment = [\"" + variable + "\"])" + After + "ProcessTask Train { get; }", "The " + what + " of 'Train' cannot be used: " + problem);

    [Fact]
    public Task A_value_that_is_unknown() => InPipeline(
        "DFP1006", "[Process(\"train --id {{ extract.⟦idd⟧ }}\")" + After + "ProcessTask Train { get; }", "'extract.idd' is unknown: 'Item' has no 'idd'; did you mean 'id'?", "id");

    [Fact]
    public Task A_value_that_may_be_missing() => InPipeline(
        "DFP1011",
        """[Process("train --id {{ ⟦extract.id⟧ }}"), StartWhen("event:pipeline.started")] public partial ProcessTask Train { get; }""",
        "'the command' takes a value of 'Extract', which need not have completed when 'Train' starts: wait for it in [StartWhen]");

    [Theory]
    [InlineData("event:extract.completed", "an event is no value; its payload is read by 'event.name'")]
    [InlineData("null", "the value in the command of 'Train' is null")]
    [InlineData("extract.key > 1", "a text cannot be compared with a number")]
    public Task A_value_that_is_none(string value, string problem) => InPipeline(
        "DFP1010", "[Process(\"train {{ ⟦" + value + "⟧ }}\")" + After + "ProcessTask Train { get; }", "The types do not fit: " + problem);

    [Theory]
    [InlineData("build.item", "a value of 'Item' is a record; name one of its members")]
    [InlineData("build.image", "a value of 'byte[]' has no text")]
    public Task A_value_without_a_text(string value, string problem) => Expect.InSourceAsync(
        "DFP1010",
        "[Record] public readonly partial record struct Built(Item Item, byte[] Image);\n[Pipeline(\"p\")] public sealed partial class P\n{\n" + Build
        + "[Process(\"train {{ ⟦" + value + "⟧ }}\"), StartWhen(\"event:build.completed\")] public partial ProcessTask Train { get; }\n}",
        "The types do not fit: " + problem);

    [Theory]
    [InlineData("train {{ ⟦pipeline.input.token⟧ }}\"", "The command")]
    [InlineData("train\", WorkingFolder = \"{{ ⟦pipeline.input.token⟧ }}\"", "The working folder")]
    public Task A_secret_that_others_would_see(string arguments, string what) => InPipeline(
        "DFP1016",
        "[Input(Sensitive = true)] public required string Token { get; init; }\n[Process(\"" + arguments + ")" + After + "ProcessTask Train { get; }",
        what + " would show 'pipeline.input.token', a sensitive input; put it into Environment");

    [Fact]
    public Task A_limit_that_is_none() => InPipeline(
        "DFP0019", "[Process(\"train\", OutputLimit = ⟦0⟧)" + After + "ProcessTask Train { get; }", "OutputLimit of 'Train' must be at least 1 byte, and is 0");

    [Fact]
    public Task A_time_that_is_none() => InPipeline(
        "DFP2005", "[Process(\"train\", Timeout = \"1⟦ hour⟧\")" + After + "ProcessTask Train { get; }", "'1 hour' is no duration: 'hour' is no unit; write a whole number and one of the units ms, s, m, h, d, as in \"5m\"");

    [Fact]
    public Task A_process_is_no_stream() => InPipeline(
        "DFP1003",
        "[Process(\"train\")" + After + "ProcessTask<Item> Train { get; }\n[Sink(From = nameof(⟦Train⟧))] public ParquetSink<Item> Items => new(\"d\");",
        "'Train' has no such output: it is a process, whose output is one record of a run and no stream; take it by [From] or in a template");

    [Theory]
    [InlineData("python train.py --name 'two words' \\\"a '{{ extract.key }}' b\\\" --at={{ now() }} '$HOME' '*'")]
    [InlineData("'{{ extract.key }}' {{ extract.id + 1 }} {{ !(extract.id > 3 && extract.key == 'k') }}")]
    [InlineData("C:\\\\tools\\\\train.exe --price 3$ a;b 10~20")]
    public Task A_sound_command(string command) => NothingInPipeline(
        "[Input(Sensitive = true)] public required string Token { get; init; }\n" +
        "[Process(\"" + command + "\", Environment = [\"TOKEN={{ pipeline.input.token }}\", \"EMPTY=\", \"A_1=a=b {{ extract.id }}\"], WorkingFolder = \"work/{{ run.id }}\", OutputLimit = 1000, Timeout = \"2h\", Priority = 3), Backoff(\"1s\"), RetryWhen(\"event:train.failed\")"
        + After + "ProcessTask<Item> Train { get; }\n" +
        """[Task, StartWhen("event:train.completed && {{ train.id > 3 }}")] public Task Load([From(nameof(Train))] Item item) => Task.CompletedTask;""");

    private static Task Command(string command, string problem) => InPipeline(
        "DFP1017", "[Process(\"" + command + "\")" + After + "ProcessTask Train { get; }", "The command of 'Train' cannot be used: " + problem);

    private static Task InPipeline(string id, string members, string message, string? suggestion = null) => Expect.InMembersAsync(id, Extract + members, message, suggestion);

    private static Task NothingInPipeline(string members) => Expect.NothingInMembersAsync(Extract + members);
}
