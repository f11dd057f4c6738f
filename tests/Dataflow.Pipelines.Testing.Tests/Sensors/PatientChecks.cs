namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>Operators that fail the job for a record before they reject it: in the vertex of the source, in a branch of it, after a window, and in a timer.</summary>
[Pipeline("patient_checks")]
public sealed partial class PatientChecks
{
    [Source, Watermark(nameof(Reading.At))]
    public Unopened<Reading> Readings => new();

    [Operator(From = nameof(Readings), OnError = OnError.Reject, RejectAfter = 2)]
    public static bool Known(in Reading r) => r.Sensor != "unknown" ? true : throw new InvalidOperationException("no such sensor.");

    [Operator(From = nameof(Readings))]
    public static bool Any(in Reading r) => true;

    [Window(From = nameof(Known), Tumbling = "1m"), KeyBy(nameof(Reading.Sensor))]
    public partial Stream<Minute> Minutes { get; }

    [Operator(From = nameof(Minutes), OnError = OnError.Reject, RejectAfter = 1)]
    public static bool Plausible(in Minute m) => m.Sensor != "odd" ? true : throw new InvalidOperationException("an odd minute.");

    [Operator(From = nameof(Known), OnError = OnError.Reject, RejectAfter = 1), KeyBy(nameof(Reading.Sensor))]
    public static Reading Watch(in Reading r, ref Timers timers)
    {
        timers.SetEventTime(r.At.AddSeconds(10));
        return r;
    }

    [OnTimer(nameof(Watch))]
    public static void Silent(DateTimeOffset at, ref Emitter<Reading> watch)
    {
        if (at.Second == 15)
        {
            throw new InvalidOperationException("a bad moment.");
        }
    }

    [Rejected(nameof(Readings), nameof(Known), nameof(Plausible), nameof(Watch))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Any))]
    public Unopened<Reading> All => new();

    [Sink(From = nameof(Plausible))]
    public Unopened<Minute> Table => new();

    [Sink(From = nameof(Watch))]
    public Unopened<Reading> Watched => new();

    [Late(From = nameof(Minutes))]
    public partial Stream<Reading> TooLate { get; }

    [Sink(From = nameof(TooLate))]
    public Unopened<Reading> LateReadings => new();

    [Sink(From = nameof(Wrong))]
    public Unopened<DeadLetter> Errors => new();
}
