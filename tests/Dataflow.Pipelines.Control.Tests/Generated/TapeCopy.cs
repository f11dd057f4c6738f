namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A stream that is paused and resumed by events.</summary>
[Pipeline("tape_copy"), ExternalEvent("tape.pause"), ExternalEvent("tape.resume")]
public sealed partial class TapeCopy(Tape tape, Log log)
{
    [Input("Folder of the copy")] public required string Folder { get; init; }

    [Source, StartWhen("event:pipeline.started")]
    public TapeSource Numbers => new(tape);

    [Operator(From = nameof(Numbers)), StartWhen("event:numbers.started || event:tape.resume"), StopWhen("event:tape.pause")]
    public static Doubled Double(in Number number) => new(number.Value, number.Value * 2);

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Sink(From = nameof(Double))]
    public ParquetSink<Doubled> Copy => new(Folder);

    [Task, StartWhen("event:double.stopped")]
    public Task Note() => log.Note("stopped");
}
