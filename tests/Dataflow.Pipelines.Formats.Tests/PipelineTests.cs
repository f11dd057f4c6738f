using System.Text;
using Dataflow.Pipelines.Formats.Tests.Trips;
using Dataflow.Pipelines.Testing;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>A message source and a record source in one pipeline.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly PipelineTest<TripLog> _test = PipelineTest.Start(new TripLog());

    private IReadOnlyList<DeadLetter> Errors => _test.Output<DeadLetter>(nameof(TripLog.Errors));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Messages_are_read_by_the_format_of_the_source_and_records_are_taken_as_they_are()
    {
        _test.Source<Trip>(nameof(TripLog.Rows)).PushMessage("7;ann;3.5;");
        _test.Source<Trip>(nameof(TripLog.Feed)).Push(new Trip(8, "bob", 1, null));

        Assert.Equal([new Trip(7, "ann", 3.5m, null), new Trip(8, "bob", 1, null)], _test.Output<Trip>(nameof(TripLog.Trips)).OrderBy(static t => t.Id));
        Assert.Empty(Errors);
    }

    [Fact]
    public void A_dead_letter_has_the_bytes_of_a_message()
    {
        var rows = _test.Source<Trip>(nameof(TripLog.Rows));
        rows.PushMessage("7;ann;3.5;");
        rows.PushMessage("7,ann,3.5,");
        rows.PushMessage("9;eve;0;");

        Assert.Equal(
            [("rows", "wrong number of fields: 1 instead of 4", 1L, "7,ann,3.5,"), ("paid", "nobody paid", 2, "9;eve;0;")],
            Errors.Select(static e => (e.Node, e.Reason, e.Offset, Encoding.UTF8.GetString(e.Payload.Span))));
    }

    [Fact]
    public void A_dead_letter_of_a_record_source_has_the_record_as_JSON()
    {
        _test.Source<Trip>(nameof(TripLog.Feed)).Push(new Trip(1, "ann", 1, null), new Trip(2, "bob", null, null));

        var error = Assert.Single(Errors);
        Assert.Equal(("paid", "nobody paid", 1L), (error.Node, error.Reason, error.Offset));
        Assert.Equal("""{"id":2,"rider":"bob","fare":null,"at":null,"note":null,"seats":1,"kind":"bus","line":"none"}""", Encoding.UTF8.GetString(error.Payload.Span));
    }

    [Fact]
    public void A_source_of_records_takes_no_messages()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => _test.Source<Trip>(nameof(TripLog.Feed)).PushMessage("7;ann;3.5;"));
        Assert.Equal("Source 'feed' has records, not messages: push records with Push.", fault.Message);
    }
}
