using Dataflow.Pipelines.Restarts;

namespace Dataflow.Pipelines.Graph;

/// <summary>A pipeline as it was declared, for tests, the command line and the web page.</summary>
/// <param name="Id">Its id.</param>
public sealed record PipelineDescriptor(string Id)
{
    /// <summary>Dotted namespace; empty where there is none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Version of the definition.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>Its name for display.</summary>
    public string Title { get; init; } = "";

    /// <summary>One sentence about the pipeline, for the people who run it.</summary>
    public string Description { get; init; } = "";

    /// <summary>IANA time zone of its crons.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Default number of lanes of a keyed node; 0: the number of processors.</summary>
    public int Parallelism { get; init; }

    /// <summary>Maximum time between two commits, where the class specifies it.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>When a failed job is restarted, where the class specifies it.</summary>
    public RestartStrategy? Restart { get; init; }

    /// <summary>In the order of the class.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>The services that its constructor takes, in its order.</summary>
    public IReadOnlyList<ServiceParameter> Services { get; init; } = [];

    /// <summary>Upstream before downstream.</summary>
    public IReadOnlyList<NodeDescriptor> Nodes { get; init; } = [];

    /// <summary>Which node feeds which.</summary>
    public IReadOnlyList<EdgeDescriptor> Edges { get; init; } = [];

    /// <summary>Names of the events that come from outside.</summary>
    public IReadOnlyList<string> ExternalEvents { get; init; } = [];

    /// <summary>Whether it has nodes that process streams: without them it has no job graph and no checkpoints. A graph without nodes is one of streams.</summary>
    internal bool HasStreams => Nodes.Count == 0 || Nodes.Any(static node => node.Kind is not (NodeKind.Task or NodeKind.Process or NodeKind.Sql or NodeKind.Approval));
}
