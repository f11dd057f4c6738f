using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Model;

namespace Dataflow.Pipelines.Generators.Durations;

/// <summary>A duration of a node and what it may be; the rules and the emitted checks both read it here.</summary>
/// <param name="Property">What the user calls it.</param>
/// <param name="Text">What was written.</param>
/// <param name="MayBeZero">Whether zero makes sense.</param>
internal sealed record NodeDuration(string Property, TextModel Text, bool MayBeZero)
{
    /// <summary>Whether no input can give it.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether an input can give a negative one.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Number of characters before the text in its argument.</summary>
    public int Offset { get; init; }

    /// <summary>All that a node states.</summary>
    public static IEnumerable<NodeDuration> Of(NodeModel node)
    {
        var (window, watermark, join) = (node.Window, node.Watermark, node.Join);
        return new[]
        {
            New("Within", node.Within),
            New("Tumbling", window?.Tumbling),
            New("Size", window?.Size),
            New("Slide", window?.Slide),
            New("Session", window?.Session),
            New("Offset", window?.Offset, mayBeZero: true),
            New("AllowedLateness", window?.AllowedLateness, mayBeZero: true),
            New("[RollOn]", node.RollOn),
            New("[StateTtl]", node.Keyed?.Ttl?.Length),
            New("MaxOutOfOrderness", watermark?.MaxOutOfOrderness, mayBeZero: true),
            New("IdleTimeout", watermark?.IdleTimeout),
            New("MaxAhead", watermark?.MaxAhead, mayBeZero: true),
            New("MaxDrift", watermark?.MaxDrift, mayBeZero: true),
            New("Timeout", node.Async?.Timeout),
            New("Backoff", node.Async?.Backoff, mayBeZero: true),
            New("Within", join?.Within, mayBeZero: true),
            New("Window", join?.Window),
            Bound("Lower", join?.Lower),
            Bound("Upper", join?.Upper),
            New("Interval", node.Health?.Interval) is { } interval ? interval with { IsConstant = true } : null,
        }.OfType<NodeDuration>();
    }

    private static NodeDuration? New(string property, TextModel? text, bool mayBeZero = false) =>
        text is null ? null : new NodeDuration(property, text, mayBeZero);

    // A minus before a template is the sign of the bound: then the input gives the duration behind it.
    private static NodeDuration? Bound(string property, JoinBound? bound) =>
        bound is null ? null : new NodeDuration(property, bound.Text, MayBeZero: true) { Offset = bound.Offset, IsSigned = !bound.IsNegative };
}
