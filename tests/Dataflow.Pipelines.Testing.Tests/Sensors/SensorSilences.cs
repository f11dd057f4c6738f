namespace Dataflow.Pipelines.Testing.Tests.Sensors;

/// <summary>Sensors that have sent no reading for a minute.</summary>
[Pipeline("sensor_silences")]
public sealed partial class SensorSilences
{
    [Source, Watermark(nameof(Reading.At), MaxOutOfOrderness = "5s", IdleTimeout = "30s")]
    public Unopened<Reading> Readings => new();

    [Operator(From = nameof(Readings)), KeyBy(nameof(Reading.Sensor)), StateTtl("1h")]
    public static void Watch(in Reading r, ref Emitter<Silence> silences, ref Heard heard, ref Timers timers)
    {
        timers.DeleteEventTime(heard.Last.AddMinutes(1));
        heard = new Heard(r.Sensor, r.At > heard.Last ? r.At : heard.Last, heard.Readings + 1);
        timers.SetEventTime(heard.Last.AddMinutes(1));
    }

    [OnTimer(nameof(Watch))]
    public static void Silent(DateTimeOffset at, ref Heard heard, ref Emitter<Silence> silences) =>
        silences.Emit(new Silence(heard.Sensor, at, heard.Readings));

    [Rejected(nameof(Readings))]
    public partial Stream<DeadLetter> Wrong { get; }

    [Sink(From = nameof(Watch))]
    public Unopened<Silence> Alarms => new();

    [Sink(From = nameof(Wrong))]
    public Unopened<DeadLetter> Errors => new();
}
