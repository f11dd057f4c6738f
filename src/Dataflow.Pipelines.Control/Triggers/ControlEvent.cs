using System.ComponentModel;
using Dataflow.Pipelines.Control;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>An event that a trigger of the pipeline names. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ControlEvent
{
    private ControlEvent(EventKind kind, string name) => (Kind, Name) = (kind, name);

    /// <summary>Where it comes from.</summary>
    public EventKind Kind { get; }

    /// <summary>Its dotted name; of a schedule the text of the cron with its zone.</summary>
    public string Name { get; }

    /// <summary>Index of its node in <see cref="ControlGraph.Nodes"/>; -1 for an event of no node.</summary>
    public int Node { get; private init; } = -1;

    /// <summary>Its last word, for an event of a node.</summary>
    public string Word { get; private init; } = "";

    /// <summary>The schedule, for a cron.</summary>
    public CronSchedule? Schedule { get; private init; }

    /// <summary>IANA name of the schedule's zone, for a cron.</summary>
    public string TimeZone { get; private init; } = "";

    /// <summary>An event of a node.</summary>
    /// <param name="node">Index in <see cref="ControlGraph.Nodes"/>.</param>
    /// <param name="id">The node's id.</param>
    /// <param name="word">What happened to it: <c>completed</c>.</param>
    public static ControlEvent OfNode(int node, string id, string word) => new(EventKind.Node, id + "." + word) { Node = node, Word = word };

    /// <summary>An event of the pipeline: <c>started</c> or <c>shutdown</c>.</summary>
    public static ControlEvent OfPipeline(string word) => new(EventKind.Pipeline, "pipeline." + word) { Word = word };

    /// <summary>An event from outside.</summary>
    public static ControlEvent External(string name) => new(EventKind.External, name);

    /// <summary>The firings of a schedule.</summary>
    public static ControlEvent Cron(string text, string timeZone) =>
        new(EventKind.Cron, "cron:" + text + ";tz=" + timeZone) { Schedule = CronSchedule.Parse(text), TimeZone = timeZone };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
