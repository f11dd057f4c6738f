using System.Linq;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

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
    public static IEnumerable<NodeDuration> All(NodeModel node)
    {
        var own = node.Part?.Durations ?? [];
        return Of("Interval", node.Health?.Interval) is { } interval ? own.Concat([interval with { IsConstant = true }]) : own;
    }

    /// <summary>A duration, or none where nothing is stated.</summary>
    public static NodeDuration? Of(string property, TextModel? text, bool mayBeZero = false) =>
        text is null ? null : new NodeDuration(property, text, mayBeZero);

    /// <summary>Those of some durations that are stated.</summary>
    public static IEnumerable<NodeDuration> Stated(params NodeDuration?[] durations) => durations.OfType<NodeDuration>();
}
