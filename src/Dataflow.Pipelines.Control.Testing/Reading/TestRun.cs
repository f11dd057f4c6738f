using Dataflow.Pipelines.Control.Testing.Hosts;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>A run. It shows the present: read it again after a step of the test.</summary>
public sealed class TestRun
{
    private readonly History _history;
    private readonly List<TestExecution> _executions = [];

    internal TestRun(History history, string id, DateTimeOffset logicalTime, RunCause cause, DateTimeOffset at) =>
        (_history, Id, LogicalTime, Cause, OpenedAt) = (history, id, logicalTime, cause, at);

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The instant that it stands for.</summary>
    public DateTimeOffset LogicalTime { get; }

    /// <summary>What has opened it.</summary>
    public RunCause Cause { get; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>Values of inputs that differ from the stored ones.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Payload of the event that has opened it, one JSON object; empty without one.</summary>
    public string Payload { get; internal init; } = "";

    /// <summary>Its state.</summary>
    public RunStatus Status { get; internal set; }

    /// <summary>Why it has failed, was cancelled or was skipped; empty otherwise.</summary>
    public string Reason { get; internal set; } = "";

    /// <summary>When it has ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>The executions of its nodes, in the order in which they were scheduled.</summary>
    public IReadOnlyList<TestExecution> Executions => _executions;

    /// <summary>The approvals that it has asked for, in order.</summary>
    public IReadOnlyList<ApprovalInfo> Approvals => [.. _history.Approvals.Where(approval => approval.Run == Id)];

    /// <summary>The newest execution of a node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ControlTestException">It was not executed in this run.</exception>
    public TestExecution Execution(string node) =>
        Find(node) ?? throw new ControlTestException($"'{node}' was not executed in this run.\n{this}");

    /// <summary>The newest execution of a node; null where it was not executed in this run.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public TestExecution? Find(string node)
    {
        var id = _history.RunNode(node);
        return _executions.LastOrDefault(execution => execution.Node == id);
    }

    /// <summary>The state of a node: of its newest execution, or <see cref="ExecutionStatus.Registered"/> where it was not executed in this run.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public ExecutionStatus StatusOf(string node) => Find(node)?.Status ?? ExecutionStatus.Registered;

    /// <summary>The output of a node.</summary>
    /// <typeparam name="T">Its record type.</typeparam>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ControlTestException">It has none in this run, or another record.</exception>
    public T Output<T>(string node)
        where T : struct, IRecord<T> => Execution(node).Output<T>();

    /// <summary>What has happened in it, node by node, for the messages of assertions.</summary>
    public override string ToString() => RunText.Of(this, _history);

    internal void Add(TestExecution execution) => _executions.Add(execution);
}
