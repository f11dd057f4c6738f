namespace Dataflow.Pipelines;

/// <summary>
/// The sink collects one set of files per window of event time and makes it visible when the window has closed.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class RollOnAttribute(string duration) : Attribute
{
    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>) or <c>"{{ pipeline.input.name }}"</c>, read at start.</summary>
    public string Duration { get; } = duration;
}
