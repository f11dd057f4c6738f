namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

/// <summary>A stream that runs while its source is healthy, with an alert about its lag.</summary>
[Pipeline("guarded")]
public sealed partial class Guarded
{
    [Source, StartWhen("cron:@startup"), HealthCheck(Interval = "1m")]
    public NeverRead Numbers => new();

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Operator(From = nameof(Numbers))]
    [StartWhen("event:numbers.statusChanged"), SkipWhen("numbers.health != 'healthy'"), StopWhen("numbers.health == 'unhealthy'")]
    [AlertWhen("lag > 100000", RepeatEvery = "10m", Severity = Severity.Critical, Channel = "pager", Message = "{{ lag }} records behind")]
    public static Number Clean(in Number number) => number;

    [Sink(From = nameof(Clean))]
    public ParquetSink<Number> Copy => new("never written");
}
