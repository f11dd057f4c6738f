using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A trigger as the generator compiles it: it fires when one of its disjuncts does. Immutable.</summary>
/// <param name="text">The trigger as the class states it, for display.</param>
/// <param name="disjuncts">Its disjunctive normal form.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Trigger(string text, params Disjunct[] disjuncts)
{
    /// <summary>The trigger as the class states it.</summary>
    public string Text { get; } = text;

    /// <summary>At least one.</summary>
    public IReadOnlyList<Disjunct> Disjuncts { get; } = disjuncts;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
