using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>An alert of a node. Immutable.</summary>
/// <param name="when">When it is raised.</param>
/// <param name="channel">Name of the channel that it is sent to.</param>
/// <param name="severity">How severe it is.</param>
/// <param name="message">Its text; <see langword="null"/>: a text that names the node and the trigger.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlertTrigger(Trigger when, string channel, Severity severity, Func<TriggerScope, string>? message)
{
    /// <summary>When it is raised.</summary>
    public Trigger When { get; } = when;

    /// <summary>Name of the channel that it is sent to.</summary>
    public string Channel { get; } = channel;

    /// <summary>How severe it is.</summary>
    public Severity Severity { get; } = severity;

    /// <summary>Its text; <see langword="null"/>: a text that names the node and the trigger.</summary>
    public Func<TriggerScope, string>? Message { get; } = message;

    /// <summary>Time between two notifications while a guard without latches stays true; <see langword="null"/>: it is sent once.</summary>
    public TimeSpan? RepeatEvery { get; init; }
}
