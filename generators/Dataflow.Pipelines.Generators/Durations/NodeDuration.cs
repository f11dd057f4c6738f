using System.Linq;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Durations;

/// <summary>A duration of a node and its valid range; used by the rules and by the emitted checks.</summary>
/// <param name="Property">Its name in the user's code.</param>
/// <param name="Text">Its text.</param>
/// <param name="MayBeZero">Whether zero is valid.</param>
internal sealed record NodeDuration(string Property, TextModel Text, bool MayBeZero)
{
    /// <summary>Whether it must be a constant, so that no input can set it.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether an input can set it to a negative value.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Number of characters before the text in its argument.</summary>
    public int Offset { get; init; }

    /// <summary>All durations of a node that are stated.</summary>
    public static IEnumerable<NodeDuration> All(NodeModel node)
    {
        var own = node.Part?.Durations ?? [];
        return own.Concat(Stated([OfConstant("Interval", node.Health?.Interval), .. node.Triggers.Select(trigger => OfConstant("RepeatEvery", trigger.RepeatEvery))]));
    }

    /// <summary>A duration, or null where none is stated.</summary>
    public static NodeDuration? Of(string property, TextModel? text, bool mayBeZero = false) =>
        text is null ? null : new NodeDuration(property, text, mayBeZero);

    /// <summary>A duration that no input can set, or null where none is stated.</summary>
    public static NodeDuration? OfConstant(string property, TextModel? text) => text is null ? null : new NodeDuration(property, text, MayBeZero: false) { IsConstant = true };

    /// <summary>Those of some durations that are stated.</summary>
    public static IEnumerable<NodeDuration> Stated(params NodeDuration?[] durations) => durations.OfType<NodeDuration>();
}
