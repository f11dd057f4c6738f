namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>Readings per minute.</summary>
[Pipeline("sensor_minutes")]
public sealed partial class SensorMinutes
{
    [Input("Readings above are wrong")] public double Limit { get; init; } = 100;

    [Source, Watermark(nameof(Reading.At), MaxOutOfOrderness = "5s", IdleTimeout = "30s")]
    public Unopened<Reading> Readings => new();

    [Operator(From = nameof(Readings))]
    public OrReject<Reading> Check(in Reading r) => r.Value > Limit ? Reject.Because("the value is over the limit") : r;

    [Deduplicate(From = nameof(Check), Within = "10m"), KeyBy(nameof(Reading.Id))]
    public partial Stream<Reading> Distinct { get; }

    [Window(From = nameof(Distinct), Tumbling = "1m"), KeyBy(nameof(Reading.Sensor))]
    public partial Stream<Minute> Minutes { get; }

    [Late(From = nameof(Minutes))]
    public partial Stream<Reading> TooLate { get; }

    [Rejected(nameof(Readings), nameof(Check))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Minutes))]
    public Unopened<Minute> Table => new();

    [Sink(From = nameof(TooLate))]
    public Unopened<Reading> LateReadings => new();

    [Sink(From = nameof(Wrong))]
    public Unopened<DeadLetter> Errors => new();
}
