using Dataflow.Pipelines;
using Dataflow.Pipelines.Testing;
using Samples;

namespace StreamingDataCleaning.Tests;

/// <summary>The sample's rules, as its users would test them: no broker, no lake, no waiting.</summary>
public sealed class CleaningTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PipelineTest<Samples.StreamingDataCleaning> _test = PipelineTest.Start(new Samples.StreamingDataCleaning
    {
        KafkaBootstrapServers = "none",
        InputTopic = "events",
        OutputPath = "none",
        Window = TimeSpan.FromMinutes(1),
    }, new PipelineTestOptions { Start = Start });

    private TestSource<RawEvent> Events => _test.Source<RawEvent>(nameof(Samples.StreamingDataCleaning.KafkaSource));

    private IReadOnlyList<CleanEvent> Lake => _test.Output<CleanEvent>(nameof(Samples.StreamingDataCleaning.Lake));

    private IReadOnlyList<DeadLetter> DeadLetters => _test.Output<DeadLetter>(nameof(Samples.StreamingDataCleaning.RawEventsDlq));

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("Page View", "page_view")]
    [InlineData("pageView", "page_view")]
    [InlineData("  click!! ", "click")]
    [InlineData("ADD-TO-CART", "add_to_cart")]
    [InlineData("***", "unknown")]
    [InlineData("", "unknown")]
    [InlineData("click", "click")]
    public void Names_of_types_are_normalized(string name, string expected)
    {
        Events.Push(Event("1") with { EventType = name });
        Assert.Equal(expected, Assert.Single(Lake).EventType);
    }

    [Fact]
    public void Illegal_characters_and_outer_spaces_are_removed()
    {
        Events.Push(Event(" a\u0007\"b'<c>\\ ") with { UserId = "\tu 1 \u007f" });
        Assert.Equal(("abc", "u 1"), (Assert.Single(Lake).EventId, Lake[0].UserId));
    }

    [Fact]
    public void A_missing_member_has_its_default_or_makes_a_dead_letter()
    {
        Events.PushMessage("""{"event_id":"1","user_id":"u","timestamp":"2026-01-01T12:00:00Z"}""");
        Events.PushMessage("""{"event_id":"2","timestamp":"2026-01-01T12:00:00Z"}""");

        Assert.Equal(new CleanEvent("1", "u", "unknown", Start, 0), Assert.Single(Lake));
        Assert.Equal("user_id is missing", Assert.Single(DeadLetters).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\u0001\u007f")]
    [InlineData("\ufffd")]
    [InlineData(" \"\" ")]
    public void An_id_that_is_empty_after_cleaning_is_a_dead_letter_and_no_duplicate(string nothing)
    {
        Events.Push(Event(nothing), Event(nothing), Event("1") with { UserId = nothing });
        Assert.Empty(Lake);
        Assert.Equal(["event_id is empty", "event_id is empty", "user_id is empty"], DeadLetters.Select(static letter => letter.Reason));
        Assert.Equal(0, _test.Counts(nameof(Samples.StreamingDataCleaning.Distinct)).Duplicates);
    }

    [Fact]
    public void A_dead_letter_has_the_position_and_the_message()
    {
        Events.PushMessage("not json");
        var letter = Assert.Single(DeadLetters);
        Assert.Equal(("kafka_source", "kafka_source", 0, 0L), (letter.Node, letter.Source, letter.Partition, letter.Offset));
        Assert.Equal("not json", System.Text.Encoding.UTF8.GetString(letter.Payload.Span));
    }

    [Theory]
    [InlineData("2019-12-31T23:59:59Z", "timestamp is before 2020")]
    [InlineData("2999-01-01T00:00:00Z", "ahead")]
    public void Times_out_of_range_are_dead_letters_and_move_no_watermark(string time, string reason)
    {
        Events.Push(Event("1") with { Timestamp = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Contains(reason, Assert.Single(DeadLetters).Reason, StringComparison.Ordinal);
        Assert.Empty(Lake);
    }

    [Fact]
    public void Test_users_and_duplicates_are_counted_and_not_written()
    {
        Events.Push(Event("1"), Event("2") with { UserId = "test_7" }, Event("1"));

        Assert.Single(Lake);
        Assert.Equal(1, _test.Counts(nameof(Samples.StreamingDataCleaning.NotATestUser)).Filtered);
        Assert.Equal(1, _test.Counts(nameof(Samples.StreamingDataCleaning.Distinct)).Duplicates);
    }

    [Fact]
    public void A_windows_statistics_count_each_user_once()
    {
        Events.Push(Event("1"), Event("2"), Event("3") with { UserId = "other" });
        _test.Drain();

        Assert.Equal([new WindowStatistics(Start, Start.AddMinutes(1), 3, 2)], _test.Committed<WindowStatistics>(nameof(Samples.StreamingDataCleaning.LakeMetadata)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_crash_loses_and_duplicates_nothing(int lanes)
    {
        Events.Push(Event("1"), Event("2"));
        _test.Checkpoint();
        Events.Push(Event("3"), Event("1"));
        _test.Crash(lanes);
        Events.Push(Event("4"), Event("2"));
        _test.Drain();

        Assert.Equal(["1", "2", "3", "4"], _test.Committed<CleanEvent>(nameof(Samples.StreamingDataCleaning.Lake)).Select(static e => e.EventId).Order());
        Assert.Equal(4, Assert.Single(_test.Committed<WindowStatistics>(nameof(Samples.StreamingDataCleaning.LakeMetadata))).Events);
    }

    private static RawEvent Event(string id) => new(id, "user", Start, "click", 1.5);
}
