using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Triggers;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>What the journal says has happened: runs, executions, events, what people did. Read by the test, and extended after each of its steps.</summary>
internal sealed class History
{
    private readonly ControlGraph _graph;
    private readonly Run _none;
    private readonly Dictionary<string, TestRun> _byId = [];
    private readonly Dictionary<ExecutionKey, TestExecution> _executions = [];
    private readonly List<TestRun> _runs = [];
    private readonly List<PublishedEvent> _events = [];
    private readonly List<AuditEntry> _audit = [];
    private readonly AlertHistory _alerts = new();
    private readonly ApprovalHistory _approvals;
    private int _read;

    public History(ControlGraph graph)
    {
        _graph = graph;
        _none = new Run("", new TriggerIndex(graph), default, default, 0);
        _approvals = new ApprovalHistory(graph.Pipeline);
        RunNodes = [.. graph.Nodes.Where(static node => !node.IsResident).Select(static node => node.Id)];
    }

    public string Pipeline => _graph.Pipeline;

    /// <summary>Ids of the nodes that runs execute.</summary>
    public IReadOnlyList<string> RunNodes { get; }

    public IReadOnlyList<TestRun> Runs => _runs;

    public IReadOnlyList<PublishedEvent> Events => _events;

    public IReadOnlyList<AuditEntry> Audit => _audit;

    public IReadOnlyList<TestAlert> Alerts => _alerts.All;

    public IReadOnlyList<ApprovalInfo> Approvals => _approvals.All;

    public Dictionary<string, TestStream> Streams { get; } = [];

    /// <summary>Finds the id of a node of runs, by the name that a test gives.</summary>
    public Func<string, string> RunNode { get; set; } = static name => name;

    public TestRun Run(string id) =>
        _byId.GetValueOrDefault(id) ?? throw new ControlTestException($"Pipeline '{Pipeline}' has no run '{id}'{NearestName.AskOrStop(NearestName.Find(id, _byId.Keys))}");

    /// <summary>Takes what was appended since the last call.</summary>
    /// <param name="journal">The complete journal.</param>
    public void Read(IReadOnlyList<Change> journal)
    {
        for (; _read < journal.Count; _read++)
        {
            Apply(journal[_read]);
        }
    }

    private void Apply(Change change)
    {
        switch (change)
        {
            case ApprovalChange approval:
                _approvals.Apply(approval);
                break;
            case ExecutionChange execution:
                Apply(execution);
                break;
            case RunChange run:
                Apply(run);
                break;
            case AlertChange alert:
                _alerts.Apply(alert);
                break;
            case EventPublished published:
                _events.Add(new PublishedEvent(published.At, published.Name, null, published.Key, published.Payload.Length == 0 ? "{}" : published.Payload));
                break;
            case PipelineStarted:
                _events.Add(new PublishedEvent(change.At, "pipeline.started", null));
                break;
            case PipelineShutDown:
                _events.Add(new PublishedEvent(change.At, "pipeline.shutdown", null));
                break;
            case CronFired cron:
                _events.Add(new PublishedEvent(cron.At, cron.Name, null));
                break;
            case HealthChanged health when Streams.TryGetValue(health.Node, out var stream):
                stream.Health = health.Health;
                break;
        }

        if (AuditOf(change) is { } audit)
        {
            _audit.Add(audit);
        }
    }

    private void Apply(RunChange change)
    {
        switch (change)
        {
            case RunOpened opened:
                Add(new TestRun(this, opened.Run, opened.LogicalTime, opened.Cause, opened.At) { Parameters = opened.Parameters, Payload = opened.Payload, Status = RunStatus.Queued });
                break;
            case RunSkipped skipped:
                Add(new TestRun(this, skipped.Run, skipped.LogicalTime, skipped.Cause, skipped.At) { Status = RunStatus.Skipped, Reason = skipped.Reason, EndedAt = skipped.At });
                break;
            case RunBegun:
                _byId[change.Run].Status = RunStatus.Running;
                break;
            case RunCancelRequested:
                _byId[change.Run].Status = RunStatus.Cancelling;
                break;
            case RunRetried:
                (_byId[change.Run].Status, _byId[change.Run].Reason, _byId[change.Run].EndedAt) = (RunStatus.Running, "", null);
                break;
            case RunEnded ended:
                (_byId[change.Run].Status, _byId[change.Run].Reason, _byId[change.Run].EndedAt) = (ended.Status, ended.Reason, ended.At);
                break;
        }
    }

    private void Add(TestRun run)
    {
        _runs.Add(run);
        _byId[run.Id] = run;
    }

    private void Apply(ExecutionChange change)
    {
        if (change is ExecutionScheduled scheduled)
        {
            var added = new TestExecution(change.Run, change.Node, change.Number, scheduled.Cause, change.At);
            _executions[change.Key] = added;
            if (change.Run.Length == 0)
            {
                Streams[change.Node].Add(added);
            }
            else
            {
                _byId[change.Run].Add(added);
            }
        }

        if (_executions.TryGetValue(change.Key, out var execution))
        {
            Apply(change, execution);
            Publish(change, execution);
        }
    }

    private static void Apply(ExecutionChange change, TestExecution execution)
    {
        switch (change)
        {
            case ExecutionInitializing initializing:
                (execution.Status, execution.Attempt) = (ExecutionStatus.Initializing, initializing.Attempt);
                break;
            case ExecutionRunning running:
                (execution.Status, execution.Attempt) = (ExecutionStatus.Running, running.Attempt);
                execution.Attempts++;
                break;
            case ExecutionCompleted completed:
                (execution.Status, execution.OutputJson, execution.EndedAt) = (ExecutionStatus.Completed, completed.Output.Length == 0 ? null : completed.Output, change.At);
                execution.EndedBy = completed.Who.Length == 0 ? null : completed.Who;
                break;
            case ExecutionFailed failed:
                execution.Status = ExecutionStatus.Failed;
                if (!failed.IsInterruption)
                {
                    execution.Add(new AttemptFailure(failed.At, failed.Attempt, failed.Error, failed.Details));
                }

                break;
            case ExecutionRetried:
                execution.Status = ExecutionStatus.Scheduled;
                break;
            case ExecutionDead:
                (execution.Status, execution.EndedAt) = (ExecutionStatus.Dead, change.At);
                break;
            case ExecutionCancelling:
                execution.Status = ExecutionStatus.Cancelling;
                break;
            case ExecutionCancelled cancelled:
                (execution.Status, execution.EndReason, execution.EndedAt) = (ExecutionStatus.Cancelled, cancelled.Reason, change.At);
                execution.EndedBy = cancelled.Who.Length == 0 ? null : cancelled.Who;
                break;
        }
    }

    // The words are those that the logic sets latches by.
    private void Publish(ExecutionChange change, TestExecution execution)
    {
        var known = new Execution(_none, 0, change.Key, 0) { Cause = execution.Cause };
        known.Restore(Control.Runs.Running.Instance, execution.Attempt, execution.Attempts, EndReason.Stopped, "");
        var words = change.Run.Length == 0 ? NodeEvents.OfStream(change, known) : NodeEvents.Of(change, known);
        foreach (var word in words.Where(static word => word != NodeEvents.StatusChanged))
        {
            _events.Add(new PublishedEvent(change.At, change.Node + "." + word, change.RunId));
        }
    }

    private static AuditEntry? AuditOf(Change change) => change switch
    {
        PipelineStarted done => new(done.At, null, null, "START", done.Who, ""),
        PipelineShutDown done => new(done.At, null, null, "SHUT_DOWN", done.Who, ""),
        PipelinePaused done => new(done.At, null, null, "PAUSE", done.Who, done.Why),
        PipelineResumed done => new(done.At, null, null, "RESUME", done.Who, done.Why),
        StreamRequested done => new(done.At, null, done.Node, done.Action, done.Who, done.Why),
        RunCancelRequested done => new(done.At, done.Run, null, "CANCEL_RUN", done.Who, done.Why),
        RunRetried done => new(done.At, done.Run, done.Node, "RETRY", done.Who, done.Why),
        ExecutionCompleted { Who.Length: > 0 } done => new(done.At, done.Run, done.Node, "MARK_COMPLETED", done.Who, done.Why),
        ExecutionCancelled { Who.Length: > 0 } done => new(done.At, done.Run, done.Node, "SKIP", done.Who, done.Why),
        AlertSilenced done => new(done.At, null, done.Node, "SILENCE", done.Who, done.Why),
        AlertUnsilenced { Who.Length: > 0 } done => new(done.At, null, done.Node, "UNSILENCE", done.Who, done.Why),
        ApprovalVoted done => new(done.At, done.Run, done.Node, done.Approves ? "APPROVE" : "REJECT", done.Who, done.Comment),
        _ => null,
    };
}
