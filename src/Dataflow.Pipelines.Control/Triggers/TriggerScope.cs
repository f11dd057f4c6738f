using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What a guard or a template can read. Used by the pipeline's actor only, which sets it before each evaluation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TriggerScope
{
    private Func<int, bool>? _happened;
    private Func<int, string, double?>? _metric;
    private Func<int, string>? _health;
    private Func<int, string>? _status;

    internal TriggerScope()
    {
    }

    /// <summary>The pipeline object, for its inputs.</summary>
    public object? Pipeline { get; internal set; }

    /// <summary>The outputs that can be read.</summary>
    public NodeOutputs? Outputs { get; internal set; }

    /// <summary>In a run its logical time, elsewhere the current time.</summary>
    public DateTimeOffset Now { get; internal set; }

    /// <summary>The run's id; empty outside of runs.</summary>
    public string RunId { get; internal set; } = "";

    /// <summary>The attempts that were made at the node, the first included.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The payload of the event that opened the run, or that the trigger fired on; empty without one.</summary>
    public EventPayload Event { get; internal set; } = EventPayload.Empty;

    /// <summary>Whether an event has happened in the run; outside of runs, since the pipeline was started.</summary>
    /// <param name="index">Index in <see cref="ControlGraph.Events"/>.</param>
    public bool Happened(int index) => _happened!(index);

    /// <summary>A metric of a node; <see langword="null"/> before it was measured.</summary>
    /// <param name="node">Index in <see cref="ControlGraph.Nodes"/>.</param>
    /// <param name="name">The metric's name.</param>
    public double? Metric(int node, string name) => _metric?.Invoke(node, name);

    /// <summary>The health of a node: <c>healthy</c>, <c>unhealthy</c>, or <c>unknown</c> before the first check.</summary>
    /// <param name="node">Index in <see cref="ControlGraph.Nodes"/>.</param>
    public string Health(int node) => _health?.Invoke(node) ?? "unknown";

    /// <summary>The status of a node in lower case, as <c>running</c>.</summary>
    /// <param name="node">Index in <see cref="ControlGraph.Nodes"/>.</param>
    public string Status(int node) => _status?.Invoke(node) ?? "registered";

    internal void Bind(Func<int, bool> happened, Func<int, string> status, Func<int, string, double?> metric, Func<int, string> health) =>
        (_happened, _status, _metric, _health) = (happened, status, metric, health);
}
