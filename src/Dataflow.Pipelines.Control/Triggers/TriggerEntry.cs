using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>A disjunct with its place in a layout. Immutable.</summary>
/// <param name="Index">Its index in the layout.</param>
/// <param name="Node">Index of its node.</param>
/// <param name="Action">What its trigger does.</param>
/// <param name="Alert">Index of the alert in the node; 0 for another action.</param>
/// <param name="Disjunct">The disjunct.</param>
/// <param name="FirstWord">Index of the first word of its latches.</param>
internal sealed record TriggerEntry(int Index, int Node, TriggerAction Action, int Alert, Disjunct Disjunct, int FirstWord)
{
    /// <summary>Latches in a word.</summary>
    public const int WordBits = 64;

    /// <summary>Number of latches.</summary>
    public int Count => Disjunct.Latches.Count;

    /// <summary>Number of words that its latches take.</summary>
    public int Words => (Count + WordBits - 1) / WordBits;

    /// <summary>Whether it has no latch, so that its guard is sampled.</summary>
    public bool IsSampled => Count == 0;
}
