namespace Dataflow.Pipelines.Formats.Tests.Trips;

/// <summary>Trips from a topic with CSV messages, and from a record source.</summary>
[Pipeline("trip_log")]
public sealed partial class TripLog
{
    [Source, Node("rows")]
    public KafkaSource<Trip, CsvFormat<Trip>> Rows => new("", "trips") { Format = new() { Delimiter = ';', Columns = ["id", "rider", "fare", "at"] } };

    [Source, Node("feed")]
    public TripFeed Feed => new();

    [Union(nameof(Rows), nameof(Feed))]
    public partial Stream<Trip> All { get; }

    [Operator(From = nameof(All))]
    public static OrReject<Trip> Paid(in Trip trip) => trip.Fare > 0 ? trip : Reject.Because("nobody paid");

    [Rejected(nameof(Rows), nameof(Feed), nameof(Paid))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Paid))]
    public KafkaSink<Trip, CsvFormat<Trip>> Trips => new("", "paid_trips");

    [Sink(From = nameof(Wrong))]
    public KafkaSink<DeadLetter> Errors => new("", "errors");
}
