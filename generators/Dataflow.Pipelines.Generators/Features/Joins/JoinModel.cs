using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>A <c>[Join]</c> and the signature of its method.</summary>
/// <param name="Kind">Which records are emitted without a partner.</param>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Within">Maximum time between partners, in either direction.</param>
/// <param name="Lower">The right record is at least this much later.</param>
/// <param name="Upper">The right record is at most this much later.</param>
/// <param name="Window">Length of the windows in which records are paired.</param>
/// <param name="ParameterCount">Number of parameters.</param>
/// <param name="Returns">The return type: the record type without <c>?</c>.</param>
/// <param name="MayReturnNothing">Whether it may return null.</param>
/// <param name="IsSound">Whether it returns a value and has no type parameters.</param>
internal sealed record JoinModel(
    string Kind,
    JoinSide Left,
    JoinSide Right,
    TextModel? Within,
    JoinBound? Lower,
    JoinBound? Upper,
    TextModel? Window,
    int ParameterCount,
    TypeModel Returns,
    bool MayReturnNothing,
    bool IsSound) : NodePart
{
    /// <summary>Whether left records are emitted without a partner.</summary>
    public bool KeepsLeft => Kind is "Left" or "Full";

    /// <summary>Whether right records are emitted without a partner.</summary>
    public bool KeepsRight => Kind is "Right" or "Full";

    /// <summary>Whether the time between partners has no bound.</summary>
    public bool IsUnbounded => Within is null && Lower is null && Upper is null && Window is null;

    public override IEnumerable<TypeModel?> Types => [Left.Type, Right.Type];

    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(
        NodeDuration.Of("Within", Within, mayBeZero: true),
        NodeDuration.Of("Window", Window),
        Lower?.AsDuration("Lower"),
        Upper?.AsDuration("Upper"));

    public override IEnumerable<string> Settings =>
    [
        Kind.ToLowerInvariant() + " join on " + SnakeCase.Of(Left.Key.Text) + " = " + SnakeCase.Of(Right.Key.Text),
        Within is { } within ? "within " + within.Text.Trim()
            : Window is { } window ? "tumbling " + window.Text.Trim()
            : Lower is { } lower && Upper is { } upper ? "right later by " + lower + " to " + upper
            : "unbounded",
    ];

    public override TypeModel? Output(TypeModel? carried) => Returns;
}
