using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>DFP003x and other diagnostics of a window.</summary>
public sealed class WindowTests
{
    [Fact]
    public Task Two_kinds() => In(
        "DFP0030", "Tumbling = \"5m\", Count = ⟦100⟧", "Window 'Totals' cannot have both Tumbling and Count: remove one of the arguments");

    [Fact]
    public Task Tumbling_and_sliding() => In(
        "DFP0030", "Tumbling = \"5m\", Size = ⟦\"10m\"⟧, Slide = \"1m\"", "Window 'Totals' cannot have both Tumbling and Size: remove one of the arguments");

    [Theory]
    [InlineData("", "a kind of windows: Tumbling = \"5m\", Size = \"10m\" with Slide = \"1m\", Session = \"30s\" or Count = 100")]
    [InlineData(", Size = \"10m\"", "Slide, the time from the start of a window to that of the next, as in Slide = \"1m\"")]
    [InlineData(", Slide = \"10m\"", "Size, the length of a window, as in Size = \"10m\"")]
    public Task A_part_that_is_missing(string arguments, string what) => Expect.InMembersAsync(
        "DFP0017", $"[⟦Window(From = nameof(Events){arguments})⟧] {Rest}", $"'Totals' needs {what}");

    [Theory]
    [InlineData("Tumbling = \"5m\", Slide = ⟦\"1m\"⟧", "Slide", "it goes with Size, the length of sliding windows")]
    [InlineData("Session = \"5m\", Offset = ⟦\"1m\"⟧", "Offset", "it moves the start of tumbling and sliding windows; these begin with a record")]
    [InlineData("Session = \"5m\", TimeZone = ⟦\"Europe/Berlin\"⟧", "TimeZone", "it goes with tumbling windows of whole days")]
    [InlineData("Size = \"2d\", Slide = \"1d\", TimeZone = ⟦\"Europe/Berlin\"⟧", "TimeZone", "it goes with tumbling windows of whole days")]
    public Task An_argument_of_another_kind(string arguments, string argument, string problem) => In(
        "DFP0031", arguments, $"{argument} does not apply to window 'Totals': {problem}");

    [Theory]
    [InlineData("Size = \"1m\", Slide = ⟦\"2m\"⟧", "the slide is longer than the windows, so that records between two of them would be in none")]
    [InlineData("Size = \"1h\", Slide = ⟦\"7ms\"⟧", "a window would have 3600000 slices, and at most 10000 are supported; make the size a multiple of the slide")]
    [InlineData("Size = \"2m\", Slide = \"1m\", Offset = ⟦\"1m\"⟧", "the offset must be shorter than the slide")]
    [InlineData("Tumbling = \"1h\", Offset = ⟦\"6h\"⟧", "the offset must be shorter than the windows")]
    [InlineData("Tumbling = ⟦\"6h\"⟧, TimeZone = \"Europe/Berlin\"", "only windows of whole days follow a time zone, as in Tumbling = \"1d\"")]
    public Task Durations_that_are_incompatible(string arguments, string problem) => In(
        "DFP0032", arguments, $"The durations of window 'Totals' do not fit together: {problem}");

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("")]
    public Task A_time_zone_that_is_no_id(string zone) => In(
        "DFP0033", $"Tumbling = \"1d\", TimeZone = ⟦\"{zone}\"⟧", $"'{zone}' is no IANA id of a time zone: write an area and a place, as in \"Europe/Berlin\", or \"UTC\"");

    [Fact]
    public Task A_session_without_a_gap() => In("DFP2005", "Session = \"⟦0s⟧\"", "'0s' is no duration: it must be longer than zero");

    [Fact]
    public Task A_count_of_nothing() => Expect.InMembersAsync(
        "DFP0019", $"[Window(From = nameof(Events), Count = ⟦0⟧)] {Counts}", "The count of 'Totals' must be at least 1 record, and is 0");

    [Fact]
    public Task A_count_that_waits_for_late_records() => Expect.InMembersAsync(
        "DFP0031", $"[Window(From = nameof(Events), Count = 5, AllowedLateness = ⟦\"1m\"⟧)] {Counts}", "AllowedLateness does not apply to window 'Totals': time does not close a count window");

    [Fact]
    public Task A_start_of_a_count() => Expect.InMembersAsync(
        "DFP2006",
        """
        [Window(From = nameof(Events), Count = 5)] public partial ⟦Stream<Total>⟧ Totals { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Total> Written => new("d");
        """,
        "[WindowStart] cannot be 'DateTimeOffset From': a count window has no start and no end; use [Min] or [Max] of a member");

    [Fact]
    public Task Late_records_of_a_count() => Expect.InMembersAsync(
        "DFP1003",
        $"""
        [Late(From = nameof(⟦Totals⟧))] public partial Stream<Raw> TooLate @
        [Window(From = nameof(Events), Count = 5)] {Counts}
        """.Replace("@", "{ get; }", StringComparison.Ordinal),
        "'Totals' has no such output: a count window has no late records");

    [Theory]
    [InlineData("Size = \"10m\", Slide = \"1m\", Offset = \"30s\"")]
    [InlineData("Size = \"{{ pipeline.input.window }}\", Slide = \"1m\"")]
    [InlineData("Session = \"{{ pipeline.input.window }}\", AllowedLateness = \"1h\"")]
    [InlineData("Tumbling = \"1d\", Offset = \"6h\", TimeZone = \"America/Argentina/Buenos_Aires\"")]
    public Task Sound_windows(string arguments) => Expect.NothingInMembersAsync($"[Window(From = nameof(Events), {arguments})] {Rest}");

    [Fact]
    public Task A_sound_count_without_event_time() => Expect.NothingInMembersAsync(
        $$"""
        [Source] public KafkaSource<Raw> Others => new("a", "b");
        [Rejected(nameof(Others))] public partial Stream<DeadLetter> AlsoBroken { get; }
        [Window(From = nameof(Others), Count = 5), KeyBy(nameof(Raw.Key))] {{Counts}}
        """);

    private const string Rest = """
        public partial Stream<Total> Totals { get; }
        [Late(From = nameof(Totals))] public partial Stream<Raw> TooLate { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Total> Written => new("d");
        """;

    private const string Counts = """
        public partial Stream<Counted> Totals { get; }
        [Sink(From = nameof(Totals))] public ParquetSink<Counted> Written => new("d");
        """;

    private static Task In(string id, string arguments, string message) => Expect.InMembersAsync(id, $"[Window(From = nameof(Events), {arguments})] {Rest}", message);
}
