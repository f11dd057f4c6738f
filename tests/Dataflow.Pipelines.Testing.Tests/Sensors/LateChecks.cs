namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>Late records of a window and of a join go to an operator that rejects them.</summary>
[Pipeline("late_checks")]
public sealed partial class LateChecks
{
    [Source, Watermark(nameof(Reading.At))]
    public Unopened<Reading> Readings => new();

    [Source, Watermark(nameof(Reading.At))]
    public Unopened<Reading> Others => new();

    [Window(From = nameof(Readings), Tumbling = "1m"), KeyBy(nameof(Reading.Sensor))]
    public partial Stream<Minute> Minutes { get; }

    [Late(From = nameof(Minutes))]
    public partial Stream<Reading> BehindMinutes { get; }

    [Operator(From = nameof(BehindMinutes))]
    public static OrReject<Reading> Refuse(in Reading r) => Reject.Because("late for its minute");

    [Join(Left = nameof(Readings), Right = nameof(Others), LeftKey = nameof(Reading.Sensor), RightKey = nameof(Reading.Sensor), Within = "10s")]
    public static Reading Pair(in Reading l, in Reading r) => l;

    [Late(From = nameof(Pair))]
    public partial Stream<Reading> BehindPairs { get; }

    [Operator(From = nameof(BehindPairs))]
    public static OrReject<Reading> RefusePair(in Reading r) => Reject.Because("late for its partner");

    [Rejected(nameof(Readings), nameof(Others), nameof(Refuse), nameof(RefusePair))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Minutes))]
    public Unopened<Minute> Table => new();

    [Sink(From = nameof(Pair))]
    public Unopened<Reading> Pairs => new();

    [Sink(From = nameof(Refuse))]
    public Unopened<Reading> Passed => new();

    [Sink(From = nameof(RefusePair))]
    public Unopened<Reading> PassedPairs => new();

    [Sink(From = nameof(Wrong))]
    public Unopened<DeadLetter> Errors => new();
}
