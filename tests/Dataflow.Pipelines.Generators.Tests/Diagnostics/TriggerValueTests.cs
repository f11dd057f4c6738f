using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Types in triggers, and triggers that cannot fire.</summary>
public sealed class TriggerValueTests
{
    private const string Records = "public enum Verdict { Fine, QuitePoor }\n[Record] public readonly partial record struct Inner(long Users);\n" +
        "[Record] public readonly partial record struct Merged(string Table, double Score, decimal Price, bool Ok, Verdict Verdict, DateTimeOffset At, Inner Inner, long? Rows = null);\n";

    private const string Merge = """[Task, StartWhen("event:pipeline.started")] public Task<Merged> Merge() => throw new NotSupportedException();""" + "\n";

    [Theory]
    [InlineData("⟦merge.score > 'good'⟧", "a number cannot be compared with a text")]
    [InlineData("⟦merge.score⟧", "it is a number, not a truth value; compare it with something")]
    [InlineData("!(⟦merge.table⟧)", "it is a text, not a truth value; compare it with something")]
    [InlineData("⟦merge.table > 'a'⟧", "a text has no order: use == or !=")]
    [InlineData("⟦merge.ok < true⟧", "a truth value has no order: use == or !=")]
    [InlineData("⟦merge.verdict > 'fine'⟧", "a value of 'Verdict' has no order: use == or !=")]
    [InlineData("⟦merge.verdict == 1⟧", "a value of 'Verdict' is compared with one of its values in quotes, not with a number")]
    [InlineData("⟦merge.rows < null⟧", "null is only equal or unequal")]
    [InlineData("⟦merge.at + merge.at⟧ > now()", "there is no a time + a time")]
    [InlineData("⟦merge.at > 5⟧", "a time cannot be compared with a number")]
    [InlineData("⟦merge.at - now() > 5⟧", "a duration cannot be compared with a number")]
    [InlineData("⟦len(merge.score)⟧ > 5", "len takes a text, not a number")]
    [InlineData("⟦-merge.table⟧ == 'x'", "'-' takes a number or a duration, not a text")]
    [InlineData("⟦merge.inner == 1⟧", "a value of 'Inner' cannot be compared with a number")]
    [InlineData("merge.rows > ⟦99999999999999999999999999999999⟧", "the number is too large")]
    [InlineData("⟦pipeline.input.window > 5⟧", "a duration cannot be compared with a number")]
    public Task Values_that_do_not_fit(string condition, string problem) => InPipeline(
        "DFP1010", $"[Task, StartWhen(\"event:merge.completed && {{{{ {condition} }}}}\")] public Task Load() => Task.CompletedTask;", "The types do not fit: " + problem);

    [Theory]
    [InlineData("\"⟦0s⟧\"", "'0s' is no duration: it must be longer than zero")]
    [InlineData("⟦\"{{ pipeline.input.window }}\"⟧", "'{{ pipeline.input.window }}' is no duration: it is a part of the descriptor, which no input changes; write a constant")]
    [InlineData("\"5⟦minutes⟧\"", "'5minutes' is no duration: 'minutes' is no unit; write a whole number and one of the units ms, s, m, h, d, as in \"5m\"")]
    public Task An_interval_of_repetitions_that_is_no_constant_duration(string interval, string problem) => InPipeline(
        "DFP2005", $"[Task, StartWhen(\"event:merge.completed\"), AlertWhen(\"{{{{ merge.rows > 5 }}}}\", RepeatEvery = {interval})] public Task Load() => Task.CompletedTask;", problem);

    [Theory]
    [InlineData("merge.verdict == '⟦quite_por⟧'", "quite_por", "did you mean 'quite_poor'?", "quite_poor")]
    [InlineData("'⟦quite_por⟧' != merge.verdict", "quite_por", "did you mean 'quite_poor'?", "quite_poor")]
    [InlineData("merge.verdict == '⟦x⟧'", "x", "it is one of 'fine', 'quite_poor'", null)]
    [InlineData("merge.status == '⟦runing⟧'", "runing", "did you mean 'running'?", "running")]
    public Task A_text_that_the_value_never_has(string condition, string name, string problem, string? suggestion) => InPipeline(
        "DFP1006", $"[Task, StartWhen(\"event:merge.completed && {{{{ {condition} }}}}\")] public Task Load() => Task.CompletedTask;", $"'{name}' is unknown: {problem}", suggestion);

    [Theory]
    [InlineData("merge.score >= 0.9 && merge.price < 10 && merge.price * 2 > merge.score")]
    [InlineData("merge.ok && !merge.ok == false || merge.table != ''")]
    [InlineData("merge.verdict == 'quite_poor' || merge.rows == null && merge.rows != 5")]
    [InlineData("now() - merge.at > 2h && merge.at + 1d > now() && pipeline.input.window < 5m")]
    [InlineData("merge.inner.users % 2 == 0 && len(merge.table) > 3 && -merge.score < 0 && merge.status == 'completed'")]
    [InlineData("merge.score > --5 && merge.price < - -5 && -(-merge.score) > 1 && merge.score - -1 > 0")]
    [InlineData("merge.rows < 9999999999999999999 && merge.price < 9999999999999999999 && merge.price > -9999999999999999999.5")]
    [InlineData("event.rows > 5 && event.urgent && event.name == 'x' && event.a.b != null")]
    public Task Sound_values(string condition) => NothingInPipeline(
        $"[Task, StartWhen(\"event:merge.completed && {{{{ {condition} }}}}\")] public Task Load() => Task.CompletedTask;");

    [Theory]
    [InlineData("event:merge.completed && {{ ⟦false⟧ }}", "it is always false")]
    [InlineData("event:merge.completed && !(⟦1 < 2⟧)", "it is always true")]
    [InlineData("event:merge.completed || ⟦'a' == 'b'⟧", "it is always false")]
    [InlineData("⟦event:merge.completed⟧ && !event:merge.completed || cron:0 2 * * *", "the event and its absence are both asked for")]
    [InlineData("cron:0 2 * * * || ⟦event:merge.batch_ready⟧", "stream nodes publish it, and 'Merge' is a task")]
    [InlineData("event:merge.completed && merge.score > 5 && ⟦merge.score < 3⟧", "no number meets all comparisons with 'merge.score'")]
    [InlineData("event:merge.completed && merge.score >= 5 && ⟦5 > merge.score⟧", "no number meets all comparisons with 'merge.score'")]
    [InlineData("event:merge.completed && merge.score == 5 && ⟦merge.score == -5⟧", "no number meets all comparisons with 'merge.score'")]
    [InlineData("event:merge.completed && merge.verdict == 'fine' && ⟦merge.verdict == 'quite_poor'⟧", "'merge.verdict' is 'fine' in the same alternative")]
    public async Task A_part_that_is_never_true(string trigger, string reason)
    {
        var start = trigger.IndexOf('⟦', StringComparison.Ordinal);
        var part = trigger[(start + 1)..trigger.IndexOf('⟧', StringComparison.Ordinal)];
        await InPipeline("DFP1015", $"[Task, StartWhen(\"{trigger}\")] public Task Load() => Task.CompletedTask;", $"'{part}' can never be true: {reason}");
    }

    [Theory]
    [InlineData("event:merge.completed && {{ true }}")]
    [InlineData("event:merge.completed && merge.score >= 5 && merge.score <= 5")]
    [InlineData("event:merge.completed && !(merge.score > 5) && !(merge.score < 7)")]
    [InlineData("event:events.batch_ready && !event:merge.completed || event:merge.completed")]
    [InlineData("event:merge.completed && (merge.verdict == 'fine' || merge.verdict == 'quite_poor')")]
    public Task Parts_that_can_be_true(string trigger) => NothingInPipeline($"[Task, StartWhen(\"{trigger}\")] public Task Load() => Task.CompletedTask;");

    [Fact]
    public Task A_task_without_a_trigger() => InPipeline("DFP1013", "[Task] public Task ⟦Load⟧() => Task.CompletedTask;", "Nothing starts 'Load': it has no [StartWhen]; only a person can start it");

    [Fact]
    public Task A_task_that_waits_for_itself() => InPipeline(
        "DFP1013", "[Task, StartWhen(⟦\"event:merge.completed && event:load.completed\"⟧)] public Task Load() => Task.CompletedTask;", "Nothing starts 'Load': each alternative of its trigger waits for a node that nothing starts, or for itself");

    [Fact]
    public Task Tasks_of_which_one_alternative_starts_each() => NothingInPipeline("""
        [Task, StartWhen("event:back.completed || event:merge.completed")] public Task Forth() => Task.CompletedTask;
        [Task, StartWhen("event:forth.completed")] public Task Back() => Task.CompletedTask;
        """);

    [Fact]
    public Task A_trigger_with_too_many_alternatives() => InPipeline(
        "DFP1004",
        $"[Task, StartWhen(⟦\"{string.Join(" && ", Enumerable.Repeat("(event:merge.completed || event:merge.failed)", 7))}\"⟧)] public Task Load() => Task.CompletedTask;",
        "The trigger cannot be read: it has more than 64 alternatives when its parentheses are resolved; split it");

    [Fact]
    public Task A_message_with_a_secret() => InPipeline(
        "DFP1016",
        """
        [Input(Sensitive = true)] public string Token { get; init; } = "";
        [Task, StartWhen("event:merge.completed && pipeline.input.token != ''"), AlertWhen("event:load.failed", Message = "failed with {{ ⟦pipeline.input.token⟧ }}")] public Task Load([Value("{{ pipeline.input.token }}")] string token) => Task.CompletedTask;
        """,
        "The message would show 'pipeline.input.token', a sensitive input; leave it out");

    [Fact]
    public Task A_value_of_a_task_without_an_output() => InPipeline(
        "DFP1006",
        """[Task, StartWhen("event:merge.completed")] public Task Load() => Task.CompletedTask;""" + "\n" +
        """[Task, StartWhen("event:load.completed && load.⟦row⟧ > 5")] public Task Last() => Task.CompletedTask;""",
        "'load.row' is unknown: a task without an output has status");

    private static Task InPipeline(string id, string members, string message, string? suggestion = null) =>
        Expect.InSourceAsync(id, Source(members), message, suggestion);

    private static Task NothingInPipeline(string members) => Expect.NothingInSourceAsync(Source(members));

    private static string Source(string members) => Records + "[Pipeline(\"p\")] public sealed partial class P\n{\n" + """
        [Input] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
        [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
        [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
        [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");

        """ + Merge + members + "\n}\n";
}
