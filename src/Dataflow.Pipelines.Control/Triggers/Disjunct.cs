using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// One alternative of a trigger: events that are remembered in latches, and a guard. When the last latch is set, the guard is evaluated once and the latches clear.
/// Without latches the guard is sampled, and the alternative fires when it becomes true. Immutable.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Disjunct
{
    /// <summary>The events that must all have happened: indexes in <see cref="ControlGraph.Events"/>.</summary>
    public IReadOnlyList<int> Latches { get; init; } = [];

    /// <summary>What must be true when the last latch is set; <see langword="null"/>: nothing.</summary>
    public Func<TriggerScope, bool>? Guard { get; init; }

    /// <summary>The events that the guard negates, as <c>!event:x</c>: indexes in <see cref="ControlGraph.Events"/>.</summary>
    public IReadOnlyList<int> Negated { get; init; } = [];

    /// <summary>The nodes whose outputs the guard reads: indexes in <see cref="ControlGraph.Nodes"/>.</summary>
    public IReadOnlyList<int> Reads { get; init; } = [];

    /// <summary>Whether the guard reads values of a run: its id, its logical time, an output of a node that belongs to runs, or the number of attempts.</summary>
    public bool ReadsRun { get; init; }

    /// <summary>Whether the guard reads metrics, health, status or the time, which are sampled each second.</summary>
    public bool ReadsSamples { get; init; }
}
