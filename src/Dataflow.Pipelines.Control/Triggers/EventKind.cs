using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Where an event comes from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum EventKind
{
    /// <summary>From a node: <c>extract.completed</c>.</summary>
    Node,

    /// <summary>From the pipeline: <c>pipeline.started</c>.</summary>
    Pipeline,

    /// <summary>From outside: declared by <see cref="ExternalEventAttribute"/>.</summary>
    External,

    /// <summary>From a schedule.</summary>
    Cron,
}
