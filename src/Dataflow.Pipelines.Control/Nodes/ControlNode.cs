using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A node as the control plane sees it: when it starts, and what it does then. Immutable.</summary>
/// <param name="id">Its id.</param>
/// <param name="kind">What it does.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ControlNode(string id, ControlNodeKind kind)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>What it does.</summary>
    public ControlNodeKind Kind { get; } = kind;

    /// <summary>Whether it runs beside the runs instead of in one of them.</summary>
    public bool IsResident => Kind == ControlNodeKind.Stream;

    /// <summary>Index of the node whose start, stop and restart are also those of this stream node; -1: it has triggers of its own, or <see cref="IsAlwaysOn"/>.</summary>
    public int LifeOf { get; init; } = -1;

    /// <summary>Whether it is a stream node that runs while the pipeline does.</summary>
    public bool IsAlwaysOn { get; init; }

    /// <summary>How its health is checked; <see langword="null"/>: it is not, and stays unknown.</summary>
    public NodeHealthCheck? Check { get; init; }

    /// <summary>What an attempt does; <see langword="null"/> for an approval and a stream node.</summary>
    public NodeWork? Work { get; init; }

    /// <summary>What an approval asks, and whom; <see langword="null"/> for other nodes.</summary>
    public ApprovalSettings? Approval { get; init; }

    /// <summary>How often its trigger starts it.</summary>
    public StartMode Mode { get; init; }

    /// <summary>When it starts; <see langword="null"/>: only a person starts it.</summary>
    public Trigger? Start { get; init; }

    /// <summary>When it is stopped.</summary>
    public Trigger? Stop { get; init; }

    /// <summary>When it is restarted.</summary>
    public Trigger? Restart { get; init; }

    /// <summary>When it is skipped instead of started.</summary>
    public Trigger? Skip { get; init; }

    /// <summary>When a failed attempt is followed by another.</summary>
    public Trigger? Retry { get; init; }

    /// <summary>When alerts are raised.</summary>
    public IReadOnlyList<AlertTrigger> Alerts { get; init; } = [];

    /// <summary>The pause before the second attempt.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest time of an attempt, of an approval the time until its deadline; <see langword="null"/>: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Name of the pool whose slots its executions take.</summary>
    public string Pool { get; init; } = ControlGraph.DefaultPool;

    /// <summary>Of executions that wait for a slot the greatest starts first.</summary>
    public int Priority { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
