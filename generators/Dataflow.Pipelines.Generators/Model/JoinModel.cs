namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A <c>[Join]</c> and the signature of its method.</summary>
/// <param name="Kind">Which records leave without a partner.</param>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Within">How far apart, either way.</param>
/// <param name="Lower">The right record is at least this much later.</param>
/// <param name="Upper">The right record is at most this much later.</param>
/// <param name="Window">Length of the windows that pairs are made in.</param>
/// <param name="ParameterCount">Number of parameters.</param>
/// <param name="Returns">What the method returns: the record type inside <c>?</c>.</param>
/// <param name="MayReturnNothing">Whether it may return nothing.</param>
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
    bool IsSound)
{
    /// <summary>Whether left records leave without a partner.</summary>
    public bool KeepsLeft => Kind is "Left" or "Full";

    /// <summary>Whether right records leave without a partner.</summary>
    public bool KeepsRight => Kind is "Right" or "Full";

    /// <summary>Whether nothing says how far apart partners may be.</summary>
    public bool IsUnbounded => Within is null && Lower is null && Upper is null && Window is null;
}
