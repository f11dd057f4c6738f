using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP2xxx: types, codecs, durations and aggregates.</summary>
public sealed class TypeTests
{
    private const string Codecs = "has no codec: use a number, bool, string, Guid, date or time, an enumeration without flags, bytes, another [Record], or a nullable of these";

    [Theory]
    [InlineData("object")]
    [InlineData("int[]")]
    [InlineData("List<string>")]
    [InlineData("Uri")]
    [InlineData("char")]
    [InlineData("AttributeTargets")]
    [InlineData("(int A, int B)")]
    [InlineData("Half?")]
    public Task A_member_without_a_codec(string type) => Expect.InSourceAsync(
        "DFP2001", $"[Record] public readonly partial record struct R(int A, ⟦{type}⟧ B);", $"Member 'B' of type '{type}' {Codecs}");

    [Fact]
    public Task A_property_without_a_codec() => Expect.InSourceAsync(
        "DFP2001", "[Record] public readonly partial record struct R(int A) { public ⟦Uri?⟧ B { get; init; } }", $"Member 'B' of type 'Uri?' {Codecs}");

    [Fact]
    public Task Members_with_a_codec_and_members_that_are_no_columns() => Expect.NothingInSourceAsync(
        "[Record] public readonly partial record struct R(DayOfWeek A, Item? B) { public int C => 1; private static readonly object D = 1; public object E() => D; }");

    [Theory]
    [InlineData("PageView, Page_View", "PageView", "Page_View", "page_view")]
    [InlineData("A, Http, B, HTTP", "Http", "HTTP", "http")]
    [InlineData("None = 0, Unknown = 0, UNKNOWN = 1", "None", "UNKNOWN", "unknown")]
    public async Task Two_members_of_an_enumeration_with_one_text(string members, string first, string second, string text)
    {
        var message = $"'Kind' has the members '{first}' and '{second}', which are both '{text}' as text: rename one of them";
        await Expect.InSourceAsync("DFP2019", $"public enum Kind {{ {members} }} [Record] public readonly partial record struct R(int A, ⟦Kind⟧ B);", message);
        await Expect.InSourceAsync("DFP2019", $"public enum Kind {{ {members} }} [Record] public readonly partial record struct R(int A) {{ public ⟦Kind?⟧ B {{ get; init; }} }}", message);
        await Expect.InMembersAsync("DFP2019", $"public enum Kind {{ {members} }} [Input] public ⟦Kind⟧ Which {{ get; init; }}", message);
    }

    [Theory]
    [InlineData("None = 0, Unknown = 0")]
    [InlineData("PageView, Page_View = PageView")]
    [InlineData("AB, A_B")]
    public Task Members_of_an_enumeration_with_different_texts(string members) => Expect.NothingInSourceAsync(
        $"public enum Kind {{ {members} }} [Record] public readonly partial record struct R(Kind A, Kind? B);");

    [Theory]
    [InlineData("[JsonPath(\"userId\")] string UserId, [JsonPath(\"userID\")] string ⟦UserID⟧", "UserID", "UserId", "user_id")]
    [InlineData("int UserId, [JsonPath(\"other\")] int ⟦User_Id⟧", "User_Id", "UserId", "user_id")]
    [InlineData("int A, [JsonPath(\"x.a\")] int ⟦a⟧", "a", "A", "a")]
    [InlineData("int ǅA, [JsonPath(\"x\")] int ⟦ǆa⟧", "ǆa", "ǅA", "ǅa")]
    public Task Two_members_in_one_column(string members, string second, string first, string column) => Expect.InSourceAsync(
        "DFP2020",
        $"[Record] public readonly partial record struct R({members});",
        $"Members '{second}' and '{first}' are both column '{column}': rename one of them");

    [Fact]
    public Task A_property_in_the_column_of_a_parameter() => Expect.InSourceAsync(
        "DFP2020",
        "[Record] public readonly partial record struct R(int UserId) { [JsonPath(\"other\")] public int ⟦UserID⟧ { get; init; } }",
        "Members 'UserID' and 'UserId' are both column 'user_id': rename one of them");

    [Fact]
    public Task Members_in_different_columns_whose_paths_differ_in_case_alone() => Expect.NothingInSourceAsync(
        "[Record] public readonly partial record struct R([JsonPath(\"userId\")] string UserId, [JsonPath(\"userID\")] string OtherId);");

    [Theory]
    [InlineData("[Decimal(2, 4)] decimal ⟦A⟧", "(2, 4) is out of range: the precision is 1 to 38, the scale 0 to 28 and at most the precision")]
    [InlineData("[Decimal(39, 4)] decimal ⟦A⟧", "(39, 4) is out of range: the precision is 1 to 38, the scale 0 to 28 and at most the precision")]
    [InlineData("[Decimal(0, 0)] decimal? ⟦A⟧", "(0, 0) is out of range: the precision is 1 to 38, the scale 0 to 28 and at most the precision")]
    [InlineData("[Decimal(9, -1)] decimal ⟦A⟧", "(9, -1) is out of range: the precision is 1 to 38, the scale 0 to 28 and at most the precision")]
    [InlineData("[Decimal(38, 29)] decimal ⟦A⟧", "(38, 29) is out of range: the precision is 1 to 38, the scale 0 to 28 and at most the precision")]
    [InlineData("[Decimal(9, 2)] double ⟦A⟧", "it is a double and no decimal: remove the attribute")]
    public Task Digits_that_a_column_cannot_have(string members, string reason) => Expect.InSourceAsync(
        "DFP2021",
        $"[Record] public readonly partial record struct R({members});",
        $"[Decimal] cannot be applied to member 'A': {reason}");

    [Fact]
    public Task Digits_that_a_column_can_have() => Expect.NothingInSourceAsync(
        "[Record] public readonly partial record struct R([Decimal(1, 0)] decimal A, [Decimal(28, 28)] decimal? B) { [Decimal(38, 28)] public decimal C { get; init; } }");

    [Fact]
    public Task Two_members_at_one_path() => Expect.InSourceAsync(
        "DFP2004",
        "[Record] public readonly partial record struct R(int UserId, [JsonPath(\"user_id\")] int ⟦Other⟧);",
        "Member 'Other' is at 'user_id' in the JSON object, and so is 'UserId': give one of them another [JsonPath]");

    [Fact]
    public Task A_path_through_a_member() => Expect.InSourceAsync(
        "DFP2004",
        "[Record] public readonly partial record struct R(int A, [JsonPath(\"a.b\")] int ⟦B⟧);",
        "Member 'B' is at 'a.b' in the JSON object, and so is 'A': give one of them another [JsonPath]");

    [Fact]
    public Task A_stream_of_something_else() => Expect.InMembersAsync(
        "DFP2002",
        """
        [Operator(From = nameof(Events))] public static ⟦OrReject<int>⟧ Bad(in Raw r) => Reject.Because("always");
        [Rejected(nameof(Bad))] public partial Stream<DeadLetter> Worse { get; }
        """,
        "'int' is no [Record], and 'Bad' can carry nothing else: declare it as [Record] readonly partial record struct");

    [Fact]
    public Task An_operator_that_takes_something_else() => Expect.InMembersAsync(
        "DFP2002",
        "[Operator(From = nameof(Events))] public static bool Bad(in ⟦string⟧ r) => true;",
        "'string' is no [Record], and 'Bad' can carry nothing else: declare it as [Record] readonly partial record struct");

    [Fact]
    public Task Types_that_do_not_fit() => Expect.InMembersAsync(
        "DFP2003",
        """
        [Operator(From = nameof(⟦Events⟧))] public static bool Known(in Item i) => i.Id > 0;
        """,
        "'Known' takes 'Item', but 'Events' gives 'Raw'");

    [Fact]
    public Task Rejects_are_dead_letters() => Expect.InMembersAsync(
        "DFP2003",
        "[Rejected(nameof(⟦Events⟧))] public partial Stream<Raw> More { get; }",
        "'More' takes 'Raw', but 'Events' gives 'DeadLetter'");

    [Fact]
    public Task A_sink_of_another_record() => Expect.InMembersAsync(
        "DFP2003",
        "[Sink(From = nameof(⟦Wanted⟧))] public ParquetSink<Item> More => new(\"d\");",
        "'More' takes 'Item', but 'Wanted' gives 'Raw'");

    [Theory]
    [InlineData("5⟦ minutes⟧", "5 minutes", "'minutes' is no unit; write a whole number and one of the units ms, s, m, h, d, as in \"5m\", or \"{{ pipeline.input.name }}\"")]
    [InlineData("⟦five⟧", "five", "write a whole number and one of the units ms, s, m, h, d, as in \"5m\", or \"{{ pipeline.input.name }}\"")]
    [InlineData("⟦0s⟧", "0s", "it must be longer than zero")]
    [InlineData("⟦99999999999d⟧", "99999999999d", "it is too long")]
    [InlineData("⟦5⟧", "5", "write a whole number and one of the units ms, s, m, h, d, as in \"5m\", or \"{{ pipeline.input.name }}\"")]
    [InlineData("{{ pipeline.input.⟦text⟧ }}", "{{ pipeline.input.text }}", "input 'Text' is 'string' and must be 'TimeSpan'")]
    public Task An_invalid_duration(string marked, string text, string problem) => Expect.InMembersAsync(
        "DFP2005", $"[Sink(From = nameof(Wanted)), RollOn(\"{marked}\")] public ParquetSink<Raw> Other => new(\"d\");", $"'{text}' is no duration: {problem}");

    [Fact]
    public Task A_duration_of_the_descriptor_is_a_constant() => Expect.InMembersAsync(
        "DFP2005",
        "[Sink(From = nameof(Wanted)), HealthCheck(Interval = ⟦\"{{ pipeline.input.window }}\"⟧)] public ParquetSink<Raw> Other => new(\"d\");",
        "'{{ pipeline.input.window }}' is no duration: it is a part of the descriptor, which no input changes; write a constant");

    [Fact]
    public Task An_interval_that_no_timer_waits_for() => Expect.InMembersAsync(
        "DFP2005",
        "[Sink(From = nameof(Wanted)), HealthCheck(Interval = \"⟦50d⟧\")] public ParquetSink<Raw> Other => new(\"d\");",
        "'50d' is no duration: it is longer than 49d, the longest wait of a timer");

    [Theory]
    [InlineData("500ms")]
    [InlineData(" 24h ")]
    [InlineData("7d")]
    [InlineData("{{pipeline.input.window}}")]
    [InlineData("{{ pipe.window }}")]
    public Task A_sound_duration(string duration) => Expect.NothingInMembersAsync($"[Sink(From = nameof(Wanted)), RollOn(\"{duration}\")] public ParquetSink<Raw> Other => new(\"d\");");

    [Theory]
    [InlineData("[Count] int N", "Count", "int N", "it must be 'long'")]
    [InlineData("[Sum(nameof(Raw.Key))] long N", "Sum", "long N", "'string Key' is no number")]
    [InlineData("[Sum(nameof(Raw.Id))] int N", "Sum", "int N", "the sum of 'int Id' is 'long'")]
    [InlineData("[Average(nameof(Raw.Id))] float N", "Average", "float N", "it must be 'double'")]
    [InlineData("[Min(nameof(Raw.Value))] int N", "Min", "int N", "'Value' is 'double'")]
    [InlineData("[WindowKey] string N", "WindowKey", "string N", "the window has no key for it; add [KeyBy(nameof(...))]")]
    [InlineData("[WindowStart] DateTime N", "WindowStart", "DateTime N", "it must be 'DateTimeOffset'")]
    [InlineData("[Variance(nameof(Raw.Key))] double N", "Variance", "double N", "'string Key' is no number")]
    [InlineData("[StandardDeviation(nameof(Raw.Id))] float N", "StandardDeviation", "float N", "it must be 'double'")]
    [InlineData("[MinBy(nameof(Raw.Id), nameof(Raw.Maybe))] int N", "MinBy", "int N", "'int? Maybe' may be missing in a record")]
    [InlineData("[MaxBy(nameof(Raw.Id), nameof(Raw.Value))] long N", "MaxBy", "long N", "'Id' is 'int'")]
    [InlineData("[Aggregate(typeof(Item), nameof(Raw.Id))] int N", "Aggregate", "int N", "'Item' is no struct that implements 'IAggregate<Item, TValue, TResult>'")]
    [InlineData("[Aggregate(typeof(Ones), nameof(Raw.Key))] int N", "Aggregate", "int N", "'Ones' takes 'int', and 'Key' is 'string'")]
    [InlineData("[Aggregate(typeof(Ones), nameof(Raw.Id))] long N", "Aggregate", "long N", "'Ones' gives 'int'")]
    [InlineData("[CountDistinct(null!)] long N", "CountDistinct", "long N", "it names no member of 'Raw'; write nameof(Raw.Member)")]
    [InlineData("[Sum(null!)] long N", "Sum", "long N", "it names no member of 'Raw'; write nameof(Raw.Member)")]
    [InlineData("[Last(null!)] int N", "Last", "int N", "it names no member of 'Raw'; write nameof(Raw.Member)")]
    [InlineData("[MinBy(nameof(Raw.Id), null!)] int N", "MinBy", "int N", "it names no member of 'Raw' to compare by; write nameof(Raw.Member)")]
    [InlineData("[Aggregate(typeof(Ones), null!)] int N", "Aggregate", "int N", "it names no member of 'Raw'; write nameof(Raw.Member)")]
    [InlineData("[Aggregate(null!, nameof(Raw.Id))] int N", "Aggregate", "int N", "it names no type of an aggregate; write typeof(...)")]
    [InlineData("[First(nameof(Raw.Maybe))] int N", "First", "int N", "'Maybe' is 'int?'")]
    public Task An_aggregate_that_does_not_fit(string member, string aggregate, string shown, string problem) => Expect.InSourceAsync(
        "DFP2006", WindowOf($"[Record] public readonly partial record struct Sums({member});"), $"[{aggregate}] cannot be '{shown}': {problem}");

    [Fact]
    public Task A_member_that_no_window_computes() => Expect.InSourceAsync(
        "DFP2010",
        WindowOf("[Record] public readonly partial record struct Sums([Count] long N, int Other);"),
        "Member 'Other' of 'Sums' does not specify what window 'Totals' computes for it: give it [Count], [Sum], [WindowStart] or another of their kind");

    [Fact]
    public Task A_member_with_a_default_needs_no_aggregate() => Expect.NothingInSourceAsync(
        WindowOf("[Record] public readonly partial record struct Sums([Count] long N, int Other = 5);").Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("in Raw r, CancellationToken ⟦ct⟧", "ct", "CancellationToken")]
    [InlineData("in Raw r, string ⟦name⟧", "name", "string")]
    [InlineData("ref Raw ⟦r⟧", "r", "ref Raw")]
    public Task A_parameter_that_no_rule_explains(string parameters, string name, string type) => Expect.InMembersAsync(
        "DFP2007",
        $"[Operator(From = nameof(Events))] public static bool Other({parameters}) => true;",
        $"No rule explains parameter '{name}' of type '{type}': an operator takes its record first, then 'in Moment', 'ref Emitter<T>', 'ref Timers', its state by 'ref', and outputs of runs with [From] and [Value]; take services by the constructor");

    [Theory]
    [InlineData("⟦int⟧")]
    [InlineData("⟦IEnumerable<Raw>⟧")]
    public Task A_return_type_that_no_rule_explains(string type) => Expect.InMembersAsync(
        "DFP2008",
        $"[Operator(From = nameof(Events))] public static {type} Other(in Raw r) => throw new NotSupportedException();",
        "No rule explains the signature of 'Other': it must return a [Record] (map), bool (filter), a nullable [Record] (filter and map), OrReject<T> (map with rejects), or void with a 'ref Emitter<T>' (flat map)");

    [Fact]
    public Task An_operator_without_a_record() => Expect.InMembersAsync(
        "DFP2008",
        "[Operator(From = nameof(Events))] public static bool ⟦Other⟧() => true;",
        "No rule explains the signature of 'Other': its first parameter must be the record that it takes, 'in T'");

    [Fact]
    public Task An_event_time_of_another_type() => Expect.InSourceAsync(
        "DFP2009",
        """
        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Raw.⟦Id⟧))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
        }
        """,
        "Member 'Id' of 'Raw' is 'int', and event time must be 'DateTimeOffset'");

    [Fact]
    public Task A_sink_that_is_no_connector() => Expect.InMembersAsync(
        "DFP2011", "[Sink(From = nameof(Wanted))] public ⟦string⟧ Other => \"d\";", "'string' is no sink: its type must implement 'ISink<T>'");

    [Fact]
    public Task A_source_that_is_a_sink() => Expect.InMembersAsync(
        "DFP2011", "[Source] public ⟦ParquetSink<Raw>⟧ Other => new(\"d\");", "'ParquetSink<Raw>' is no source: its type must implement 'ISource<T>'");

    [Fact]
    public Task A_source_without_a_declared_form() => Expect.InMembersAsync(
        "DFP2024",
        "[Source] public ⟦Dataflow.Pipelines.Connectors.ISource<Raw>⟧ Other => new KafkaSource<Raw>(\"a\", \"b\");",
        "'ISource<Raw>' is a source of neither records nor messages: the type of 'Other' must be one source, of records ('IRecordSource<Raw>') or of messages in a format ('IMessageSource<Raw, TFormat>'), as the type of the connector itself is");

    [Fact]
    public Task An_input_that_cannot_be_read_from_text() => Expect.InMembersAsync(
        "DFP2012",
        "[Input] public ⟦List<int>⟧ Numbers { get; init; } = [];",
        "Input 'Numbers' of type 'List<int>' cannot be read from the command line: use a text, number, bool, Guid, date or time, TimeSpan or enumeration");

    [Fact]
    public Task A_key_that_is_a_fraction() => Expect.InMembersAsync(
        "DFP2013",
        """
        [Deduplicate(From = nameof(Events), Within = "5m"), KeyBy(nameof(Raw.⟦Value⟧))] public partial Stream<Raw> Distinct { get; }
        [Sink(From = nameof(Distinct))] public ParquetSink<Raw> Other => new("d");
        """,
        "Member 'Value' of type 'double' cannot be a key: two numbers that look the same may differ in their last bit; use an integer, a decimal or a text");

    private static string WindowOf(string record) => record + """

        public struct Ones : IAggregate<Ones, int, int>
        {
            public readonly int Result => 1;
            public readonly void Add(int value) { }
            public readonly void Merge(in Ones other) { }
            public readonly void Write(BinaryWriter writer) { }
            public readonly void Read(BinaryReader reader) { }
        }

        [Pipeline("p")] public partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Window(From = nameof(Events), Tumbling = "5m")] public partial ⟦Stream<Sums>⟧ Totals { get; }
            [Late(From = nameof(Totals))] public partial Stream<Raw> TooLate { get; }
            [Sink(From = nameof(Totals))] public ParquetSink<Sums> Lake => new("c");
        }
        """;
}
