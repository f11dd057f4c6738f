namespace Dataflow.Pipelines.Control.Testing;

/// <summary>A stream node. It shows the present: read it again after a step of the test.</summary>
public sealed class TestStream
{
    private readonly List<TestExecution> _executions = [];
    private readonly Func<string, bool> _isJobRunning;

    internal TestStream(string node, Func<string, bool> isJobRunning) => (Node, _isJobRunning) = (node, isJobRunning);

    /// <summary>Id of the node.</summary>
    public string Node { get; }

    /// <summary>Its state; <see cref="ExecutionStatus.Registered"/> before its first start.</summary>
    public ExecutionStatus Status => _executions.Count == 0 ? ExecutionStatus.Registered : _executions[^1].Status;

    /// <summary>Its health: <c>healthy</c>, <c>unhealthy</c>, or <c>unknown</c> before the test has set it.</summary>
    public string Health { get; internal set; } = "unknown";

    /// <summary>Whether the job of its stream graph is asked to run.</summary>
    public bool IsJobRunning => _isJobRunning(Node);

    /// <summary>Its executions, in the order in which they were started.</summary>
    public IReadOnlyList<TestExecution> Executions => _executions;

    /// <summary>What has happened, for the messages of assertions.</summary>
    public override string ToString() => string.Join('\n', new[] { $"stream {Node}: {RunText.Of(Status)}, health {Health}" }.Concat(_executions.Select(static execution => RunText.Of(execution))));

    internal void Add(TestExecution execution) => _executions.Add(execution);
}
