namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A stream whose only trigger is an alert: it runs while the pipeline does.</summary>
[Pipeline("tape_drain")]
public sealed partial class TapeDrain(Tape tape)
{
    [Input("Folder of the copy")] public required string Folder { get; init; }

    [Source, AlertWhen("event:numbers.failed", Channel = "tests", Message = "no numbers")]
    public TapeSource Numbers => new(tape);

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Sink(From = nameof(Numbers))]
    public ParquetSink<Number> Copy => new(Folder);
}
