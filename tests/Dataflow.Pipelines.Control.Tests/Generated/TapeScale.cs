namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A stream that takes the output of a task: it starts with the first one, and restarts with each further one.</summary>
[Pipeline("tape_scale"), ExternalEvent("train.again")]
public sealed partial class TapeScale(Tape tape)
{
    [Input("Folder of the copy")] public required string Folder { get; init; }

    [Task, StartWhen("event:pipeline.started || event:train.again")]
    public Task<Model> Train() => Task.FromResult(new Model(tape.Count, "m" + tape.Count));

    [Source]
    public TapeSource Numbers => new(tape);

    [Operator(From = nameof(Numbers)), StartWhen("event:train.completed"), RestartWhen("event:train.completed")]
    public static Doubled Scale(in Number number, [From(nameof(Train))] Model model, [Value("{{ train.factor }}")] long? factor) =>
        factor == model.Factor ? new(number.Value, number.Value * model.Factor) : throw new InvalidOperationException();

    [Operator(From = nameof(Scale)), AsyncIO(MaxConcurrency = 10, Timeout = "1m")]
    public async ValueTask<Labelled> Label(Doubled number, [Value("{{ train.name }} of {{ pipeline.input.folder }}")] string label, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new(number.Value, number.Twice, label);
    }

    [Rejected(nameof(Numbers))]
    public partial Stream<DeadLetter> Invalid { get; }

    [Sink(From = nameof(Label))]
    public ParquetSink<Labelled> Copy => new(Folder);
}
