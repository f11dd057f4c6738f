namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A stream that runs while its source is healthy, and tells how much it has copied.</summary>
[Pipeline("tape_guard")]
public sealed partial class TapeGuard(Tape tape)
{
    [Input("Folder of the copy")] public required string Folder { get; init; }

    [Source, StartWhen("cron:@startup"), HealthCheck(Interval = "20ms")]
    public TapeSource Numbers => new(tape);

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Operator(From = nameof(Numbers))]
    [StartWhen("event:numbers.statusChanged"), SkipWhen("numbers.health != 'healthy'"), StopWhen("numbers.health == 'unhealthy'")]
    [AlertWhen("records_in >= 500 && errors == 0 && state_bytes == 0 && latency_seconds >= 0 && checkpoint_age_seconds < 3600", Channel = "tests", Message = "{{ records_in }} numbers")]
    public static Doubled Double(in Number number) => new(number.Value, number.Value * 2);

    [Sink(From = nameof(Double))]
    public ParquetSink<Doubled> Copy => new(Folder);
}
