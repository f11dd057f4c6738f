namespace Dataflow.Pipelines;

/// <summary>
/// Makes a partial class a pipeline. Its members are the nodes; their attributes are the edges.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PipelineAttribute(string id) : Attribute
{
    /// <summary>The id under which the pipeline is stored, shown and referred to.</summary>
    public string Id { get; } = id;

    /// <summary>Namespace of the pipeline among those of an organisation, dotted lower case.</summary>
    public string? Namespace { get; init; }

    /// <summary>Version of the definition, semantic versioning.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>Display name; the id where it is missing.</summary>
    public string? Title { get; init; }

    /// <summary>One sentence for the operators of the pipeline.</summary>
    public string? Description { get; init; }

    /// <summary>IANA time zone of its crons and day windows; UTC where it is missing.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Lanes of each keyed node that does not specify its own; 0: the number of processors.</summary>
    public int Parallelism { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>). Longest time between two commits; 1 minute where it is missing.</summary>
    public string? CheckpointInterval { get; init; }

    /// <summary>Which firings of its schedules are made up for that fell into a downtime of the host.</summary>
    public CatchUp CatchUp { get; init; }

    /// <summary>Runs that are active at a time, for each node that opens runs; 1 where it is missing. A run that only waits for a decision does not count.</summary>
    public int MaxActiveRuns { get; init; }
}
