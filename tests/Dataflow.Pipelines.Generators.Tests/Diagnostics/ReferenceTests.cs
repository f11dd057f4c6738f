using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP1xxx: names in attributes, templates and triggers, at their exact place inside strings too.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public Task An_unknown_node_by_nameof() => Expect.InMembersAsync(
        "DFP1001",
        "[Sink(From = nameof(⟦Wantd⟧))] public ParquetSink<Raw> Other => new(\"d\");",
        "There is no node 'Wantd' in 'P'; did you mean 'Wanted'?",
        "Wanted",
        hasCompilerErrors: true);

    [Fact]
    public Task An_unknown_node_by_a_text() => Expect.InMembersAsync(
        "DFP1001",
        "[Sink(From = ⟦\"wanted\"⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        "There is no node 'wanted' in 'P'; did you mean 'Wanted'?",
        "Wanted");

    [Fact]
    public Task A_member_that_is_no_node() => Expect.InMembersAsync(
        "DFP1001",
        "[Sink(From = nameof(⟦Window⟧))] public ParquetSink<Raw> Other => new(\"d\");",
        "There is no node 'Window' in 'P'; it is a member without a node's attribute");

    [Fact]
    public Task The_second_of_several_nodes_is_unknown() => Expect.InMembersAsync(
        "DFP1001",
        """
        [Union(nameof(Events), nameof(⟦Wnated⟧))] public partial Stream<Raw> Both { get; }
        [Sink(From = nameof(Both))] public ParquetSink<Raw> Other => new("d");
        """,
        "There is no node 'Wnated' in 'P'; did you mean 'Wanted'?",
        "Wanted",
        hasCompilerErrors: true);

    [Fact]
    public Task A_key_that_is_no_member() => Expect.InMembersAsync(
        "DFP1002",
        """
        [Deduplicate(From = nameof(Events), Within = "5m"), KeyBy(nameof(Raw.Id), ⟦"key"⟧)] public partial Stream<Raw> Distinct { get; }
        [Sink(From = nameof(Distinct))] public ParquetSink<Raw> Other => new("d");
        """,
        "Record 'Raw' has no member 'key'; did you mean 'Key'?",
        "Key");

    [Fact]
    public Task A_key_of_another_record() => Expect.InMembersAsync(
        "DFP1002",
        """
        [Deduplicate(From = nameof(Events), Within = "5m"), KeyBy(nameof(DeadLetter.⟦Offset⟧))] public partial Stream<Raw> Distinct { get; }
        [Sink(From = nameof(Distinct))] public ParquetSink<Raw> Other => new("d");
        """,
        "Record 'Raw' has no member 'Offset'");

    [Fact]
    public Task An_event_time_that_is_no_member() => Expect.InSourceAsync(
        "DFP1002",
        """
        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(⟦"At2"⟧)] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """,
        "Record 'Raw' has no member 'At2'; did you mean 'At'?",
        "At");

    [Fact]
    public Task An_aggregate_of_no_member() => Expect.InSourceAsync(
        "DFP1002",
        """
        [Record] public readonly partial record struct Sums([Sum("Idd")] long Ids);
        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Window(From = nameof(Events), Tumbling = "5m")] public partial ⟦Stream<Sums>⟧ Totals { get; }
            [Late(From = nameof(Totals))] public partial Stream<Raw> TooLate { get; }
            [Sink(From = nameof(Totals))] public ParquetSink<Sums> Lake => new("c");
        }
        """,
        "Record 'Raw' has no member 'Idd'; did you mean 'Id'?");

    [Fact]
    public Task Rejects_of_a_node_that_cannot_reject() => Expect.InMembersAsync(
        "DFP1003",
        "[Rejected(nameof(⟦Wanted⟧))] public partial Stream<DeadLetter> More { get; }",
        "'Wanted' has no such output: it rejects nothing; sources do, operators that return OrReject<T>, those with OnError = OnError.Reject, and windows with a [Sum] of integers or decimals");

    [Fact]
    public Task Rejects_of_a_window_whose_aggregates_cannot_overflow() => Expect.InMembersAsync(
        "DFP1003",
        """
        [Window(From = nameof(Wanted), Count = 2)] public partial Stream<Counted> Counts { get; }
        [Sink(From = nameof(Counts))] public ParquetSink<Counted> Other => new("d");
        [Rejected(nameof(⟦Counts⟧))] public partial Stream<DeadLetter> More { get; }
        """,
        "'Counts' has no such output: it rejects nothing; sources do, operators that return OrReject<T>, those with OnError = OnError.Reject, and windows with a [Sum] of integers or decimals");

    [Fact]
    public Task Late_records_of_a_node_without_windows() => Expect.InMembersAsync(
        "DFP1003",
        "[Late(From = nameof(⟦Wanted⟧))] public partial Stream<Raw> More { get; }",
        "'Wanted' has no such output: only a window or a join has late records");

    [Fact]
    public Task The_output_of_a_sink() => Expect.InMembersAsync(
        "DFP1003",
        "[Sink(From = nameof(⟦Lake⟧))] public ParquetSink<Raw> More => new(\"d\");",
        "'Lake' has no such output: it is a sink, which takes records out");

    [Theory]
    [InlineData("\"event:events.started ⟦&⟧ event:wanted.started\"", "'&' where '&&', '||' or the end is expected")]
    [InlineData("\"events.health ==⟦ ⟧\"", null)]
    [InlineData("\"events.health =⟦=⟧\"", "it ends where an event, a cron, a value or a path is expected")]
    [InlineData("\"⟦events.metrics.lag + 1⟧\"", "a condition is expected here, not a value; compare it with something")]
    [InlineData("\"⟦event:events.started⟧ == 1\"", "an event or a cron has no value to compare")]
    [InlineData("\"events.metrics.lag > 5⟦x⟧\"", "'x' is no unit; there are ms, s, m, h, d")]
    [InlineData("\"events.health == ⟦'healthy⟧\"", "the text has no closing quote")]
    [InlineData("\"⟦sum⟧(1) > 2\"", "there is no function 'sum'; there are now() and len(x)")]
    [InlineData("\"!⟦!⟧\"", "it ends where an event, a cron, a value or a path is expected")]
    [InlineData("\"(event:events.started⟦}⟧}\"", "'}' where ')' is expected")]
    [InlineData("\"\\\"⟦x\"", null)]
    public async Task A_trigger_that_cannot_be_read(string trigger, string? problem)
    {
        if (problem is not null)
        {
            await Expect.InMembersAsync("DFP1004", $"[Sink(From = nameof(Wanted)), StopWhen({trigger})] public ParquetSink<Raw> Other => new(\"d\");", "The trigger cannot be read: " + problem);
        }
    }

    [Theory]
    [InlineData("\"event:⟦evnts.started⟧\"", "evnts.started", "'evnts' is no node; did you mean 'events'?", "events.started")]
    [InlineData("\"event:events.⟦startd⟧\"", "events.startd", "'events' has no 'startd'; did you mean 'started'?", "started")]
    [InlineData("\"event:⟦model.updtaed⟧\"", "model.updtaed", "did you mean 'model.updated'?", "model.updated")]
    [InlineData("\"event:⟦something.else⟧\"", "something.else", "'something' is no node; an event from outside is declared on the class, [ExternalEvent(\"something.else\")]", null)]
    [InlineData("\"event:⟦limit.updatd⟧\"", "limit.updatd", "did you mean 'limit.updated'?", "limit.updated")]
    [InlineData("\"event:⟦limits.updated⟧\"", "limits.updated", "did you mean 'limit.updated'?", "limit.updated")]
    [InlineData("\"event:pipeline.⟦shutdwn⟧\"", "pipeline.shutdwn", "'pipeline' has no 'shutdwn'; did you mean 'shutdown'?", "shutdown")]
    public Task An_unknown_event(string trigger, string name, string problem, string? suggestion) => Expect.InSourceAsync(
        "DFP1005",
        $$"""
        [Pipeline("p"), ExternalEvent("model.updated")] public partial class P
        {
            [Input] public int Limit { get; init; } = 1;
            [Source, StartWhen({{trigger}})] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """,
        $"There is no event '{name}': {problem}",
        suggestion);

    [Theory]
    [InlineData("")]
    [InlineData(", ExternalEvent(\"kafka_config.updated\")")]
    public Task The_event_of_an_input_is_known_whether_it_is_declared_or_not(string declaration) => Expect.NothingInSourceAsync(
        $$"""
        [Pipeline("p"){{declaration}}] public partial class P
        {
            [Input] public string KafkaConfig { get; init; } = "a";
            [Source, StartWhen("event:pipeline.started"), RestartWhen("event:kafka_config.updated")] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """);

    [Theory]
    [InlineData("kafka:9092")]
    [InlineData("/health")]
    [InlineData("tcp://kafka:9092")]
    public Task An_endpoint_that_cannot_be_requested(string endpoint) => Expect.InMembersAsync(
        "DFP0019",
        $"[Sink(From = nameof(Wanted)), HealthCheck(Endpoint = ⟦\"{endpoint}\"⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        $"The endpoint of the health check of 'Other' must be an address such as http://kafka:8080/health, and is '{endpoint}'");

    [Theory]
    [InlineData("\"⟦evnts⟧.health == 'healthy'\"", "evnts.health", "'evnts' is no node; did you mean 'events'?", "events")]
    [InlineData("\"events.⟦helth⟧ == 'healthy'\"", "events.helth", "a source or sink has health, status and metrics; did you mean 'health'?", "health")]
    [InlineData("\"wanted.⟦health⟧ == 'healthy'\"", "wanted.health", "the health of sources and sinks is checked; an operator has status and metrics", null)]
    [InlineData("\"wanted.⟦statsu⟧ == 'running'\"", "wanted.statsu", "a stream node has status and metrics; did you mean 'status'?", "status")]
    [InlineData("\"events.metrics.⟦lga⟧ > 5\"", "events.metrics.lga", "there is no such metric; did you mean 'lag'?", "lag")]
    [InlineData("\"events.health == '⟦helthy⟧'\"", "helthy", "did you mean 'healthy'?", "healthy")]
    [InlineData("\"⟦lag_secnds⟧ > 5\"", "lag_secnds", "did you mean 'lag_seconds'?", "lag_seconds")]
    [InlineData("@\"\"\"\"\"x\"\" != '' && ⟦evnts⟧.health != 'healthy'\"", null, null, null)]
    [InlineData("\"\"\"\n        event:events.started &&\n        {{ ⟦evnts⟧.metrics.lag > 5 }}\n        \"\"\"", "evnts.metrics.lag", "'evnts' is no node; did you mean 'events'?", "events")]
    [InlineData("@\"event:events.started && ⟦evnts⟧.health != 'healthy'\"", "evnts.health", "'evnts' is no node; did you mean 'events'?", "events")]
    [InlineData("\"event:events.\\u0073tarted && \" + (\"⟦evn\" + \"ts⟧\") + \".health != 'healthy'\"", "evnts.health", "'evnts' is no node; did you mean 'events'?", "events")]
    public async Task A_path_that_leads_nowhere(string trigger, string? path, string? problem, string? suggestion)
    {
        if (path is not null)
        {
            await Expect.InMembersAsync("DFP1006", $"[Sink(From = nameof(Wanted)), StopWhen({trigger})] public ParquetSink<Raw> Other => new(\"d\");", $"'{path}' is unknown: {problem}", suggestion);
        }
    }

    [Fact]
    public Task A_path_in_a_message_that_leads_nowhere() => Expect.InMembersAsync(
        "DFP1006",
        "[Sink(From = nameof(Wanted)), AlertWhen(\"lag > 5\", Message = \"too far: {{ ⟦evnts⟧.metrics.lag }}\")] public ParquetSink<Raw> Other => new(\"d\");",
        "'evnts.metrics.lag' is unknown: 'evnts' is no node; did you mean 'events'?",
        "events");

    [Fact]
    public Task A_constant_from_elsewhere_underlines_the_argument() => Expect.InMembersAsync(
        "DFP1006",
        "private const string Trigger = \"evnts.health == 'healthy'\"; [Sink(From = nameof(Wanted)), StopWhen(⟦Trigger⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        "'evnts.health' is unknown: 'evnts' is no node; did you mean 'events'?",
        "events");

    [Theory]
    [InlineData("{{ pipeline.input.⟦windo⟧ }}", "windo", "; did you mean 'window'?", "window")]
    [InlineData("{{pipe.⟦other⟧}}", "other", "", null)]
    public Task An_unknown_input(string template, string name, string hint, string? suggestion) => Expect.InMembersAsync(
        "DFP1007",
        $"[Sink(From = nameof(Wanted)), RollOn(\"{template}\")] public ParquetSink<Raw> Other => new(\"d\");",
        $"There is no input '{name}' in 'P'{hint}",
        suggestion);

    [Theory]
    [InlineData("cron:⟦0 2 * *⟧", "it has 4 fields; it needs five (minute, hour, day of the month, month, day of the week) or six (the second before them)")]
    [InlineData("cron:0 ⟦24⟧ * * *", "'24' is no hour; it must be from 0 to 23")]
    [InlineData("cron:0 2 * * MON,⟦FRU⟧", "'FRU' is no day of the week; it must be from 0 to 7, or sun to sat; did you mean 'fri'?")]
    [InlineData("cron:0 2 * * ⟦Tuesday⟧", "'Tuesday' is no day of the week; it must be from 0 to 7, or sun to sat; did you mean 'tue'?")]
    [InlineData("cron:0 2 * ⟦mon⟧ *", "'mon' is no month, but a day of the week; it must be from 1 to 12, or jan to dec")]
    [InlineData("cron:*/⟦0⟧ * * * *", "'0' is no step of the field minute; it must be from 1 to 59")]
    [InlineData("cron:0-30/⟦60⟧ * * * *", "'60' is no step of the field minute; it must be from 1 to 59")]
    [InlineData("cron:⟦*/⟧ * * * *", "'*/' is no step of the field minute; it must be from 1 to 59")]
    [InlineData("cron:⟦1-⟧ * * * *", "'1-' is no minute; it must be from 0 to 59")]
    [InlineData("cron:5,⟦-9⟧ * * * *", "'-9' is no minute; it must be from 0 to 59")]
    [InlineData("cron:1-⟦60⟧ * * * *", "'60' is no minute; it must be from 0 to 59")]
    [InlineData("cron:1,2⟦,⟧ * * * *", "the list '1,2,' lacks a value next to the comma")]
    [InlineData("cron:* * * * ⟦,⟧1", "the list ',1' lacks a value next to the comma")]
    [InlineData("cron:1,⟦*/5⟧ * * * *", "'*/5' is no item of a list: '*' is every minute")]
    [InlineData("cron:  ⟦0 0 0 2 * * *⟧  ", "it has 7 fields; it needs five (minute, hour, day of the month, month, day of the week) or six (the second before them)")]
    [InlineData("cron:⟦60⟧ 0 0 2 * *", "'60' is no second; it must be from 0 to 59")]
    [InlineData("cron:0 0 0 ⟦30⟧ 2 *", "none of its months has a day '30': it would never fire")]
    [InlineData("⟦cron:⟧  ", "there is no expression after 'cron:'")]
    [InlineData("cron:0 0⟦\u00A0⟧* * *", "blanks and tabs separate the fields, not the character U+00A0")]
    [InlineData("cron:0 0 ⟦30⟧ 2 *", "none of its months has a day '30': it would never fire")]
    [InlineData("cron:0 0 ⟦30⟧ 2 MON", "none of its months has a day '30': it would never fire")]
    [InlineData("cron:0 0 ⟦L-29⟧ feb *", "none of its months has a day 'L-29': it would never fire")]
    [InlineData("cron:0 0 ⟦1-7 * MON#2⟧", "a day must be both '1-7' of the month and 'MON#2' of the week, and no day in the months '*' is: it would never fire")]
    [InlineData("cron:0 0 L-⟦31⟧ * *", "'31' is no number of days before the last of the month; it must be from 0 to 30")]
    [InlineData("cron:0 0 ⟦1,15W⟧ * *", "'W' follows one day of the month, as in 15W, or L")]
    [InlineData("cron:0 0 ⟦32⟧W * *", "'32' is no day of the month; it must be from 1 to 31")]
    [InlineData("cron:0 0 * * mon#⟦6⟧", "'6' is no week of the month; it must be from 1 to 5")]
    [InlineData("cron:0 0 * * ⟦8⟧L", "'8' is no day of the week; it must be from 0 to 7, or sun to sat")]
    [InlineData("cron:0 0 * * 1,⟦7-3/2⟧", "7 cannot start a range with a step that wraps around the end of the week: write 0, or sun")]
    [InlineData("cron:⟦H⟧ * * * *", "'H' is no minute; it must be from 0 to 59")]
    [InlineData("cron: ⟦@startupp⟧ ", "there is no '@startupp'; there are @startup, @every_second, @every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually; did you mean '@startup'?")]
    [InlineData("cron:⟦@every_hour⟧", "there is no '@every_hour'; there are @startup, @every_second, @every_minute, @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually")]
    public Task A_cron_that_cannot_be_read(string cron, string problem) => Expect.InMembersAsync(
        "DFP1008",
        $"[Sink(From = nameof(Wanted)), StartWhen(\"{cron} && event:events.started\")] public ParquetSink<Raw> Other => new(\"d\");",
        "The cron expression cannot be read: " + problem);

    [Fact]
    public Task A_retry_on_the_failure_of_another() => Expect.InMembersAsync(
        "DFP1009",
        "[Sink(From = nameof(Wanted)), RetryWhen(\"⟦event:events.failed⟧ && attempts < 3\")] public ParquetSink<Raw> Other => new(\"d\");",
        "[RetryWhen] of 'Other' may name only its own 'failed' event, 'event:other.failed'",
        "event:other.failed");

    [Theory]
    [InlineData("event:pipeline.started")]
    [InlineData("event:events.started || event:wanted.completed and not event:lake.failed")]
    [InlineData("cron:*/5 * * * * && {{ lag_seconds > 300 }}")]
    [InlineData("cron:0 2,4-6 1-15/2 jan-mar ?;tz=Europe/Berlin")]
    [InlineData("cron:\\t0 22-6 LW * FRI-mon  ;tz=Europe/Berlin")]
    [InlineData("(cron:\\r\\n 0 2 * * 5#2\\r\\n)")]
    [InlineData("cron:@Midnight || cron: @startup ")]
    [InlineData("cron:*/10 0 2 * * mon-fri;tz=Europe/Berlin || cron:@every_second")]
    [InlineData("{{ len(run.id) >= 2 * (3 + attempts) }} && !(events.status == 'running')")]
    [InlineData("now() - run.logical_time > 7d || pipeline.input.window < 30m && pipe.text != ''")]
    [InlineData("  events.health != 'healthy'  ")]
    public Task A_sound_trigger(string trigger) => Expect.NothingInMembersAsync($"[Sink(From = nameof(Wanted)), StartWhen(\"{trigger}\")] public ParquetSink<Raw> Other => new(\"d\");");
}
