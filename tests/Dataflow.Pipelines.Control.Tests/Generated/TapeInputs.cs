namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A stream that restarts when the stored value of an input changes, and a task that reads another one.</summary>
[Pipeline("tape_inputs"), ExternalEvent("sign")]
public sealed partial class TapeInputs(Tape tape, Log log)
{
    [Input("Folder of the copy")] public required string Folder { get; init; }

    [Input("Numbers are multiplied by it")] public long Factor { get; init; } = 2;

    [Input("Signs", Sensitive = true)] public string Token { get; init; } = "none";

    [Source, StartWhen("event:pipeline.started"), RestartWhen("event:factor.updated")]
    public TapeSource Numbers => new(tape);

    [Operator(From = nameof(Numbers))]
    public static Doubled Scale(in Number number, [Value("{{ pipeline.input.factor }}")] long factor) => new(number.Value, number.Value * factor);

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Sink(From = nameof(Scale))]
    public ParquetSink<Doubled> Copy => new(Folder);

    [Task, StartWhen("event:sign || event:token.updated && pipeline.input.factor > 2")]
    public Task Sign() => log.Note("signed with " + Token);
}
