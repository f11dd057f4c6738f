namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

/// <summary>A stream that a person stops and starts, and a task that follows its failure.</summary>
[Pipeline("steady")]
public sealed partial class Steady
{
    [Source, StartWhen("cron:@startup")]
    public NeverRead Numbers => new();

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Operator(From = nameof(Numbers)), StartWhen("event:numbers.started")]
    public static Number Clean(in Number number) => number;

    [Sink(From = nameof(Clean))]
    public ParquetSink<Number> Copy => new("never written");

    [Task, StartWhen("event:clean.failed")]
    public Task Repair() => Task.CompletedTask;
}
