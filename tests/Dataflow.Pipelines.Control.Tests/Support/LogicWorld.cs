using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>
/// The logic with a clock of its own: effects that begin attempts are reported as running at once, and a test says how each ends. The journal is kept, so that a test can
/// replay it.
/// </summary>
internal sealed class LogicWorld
{
    private readonly ControlGraph _graph;
    private readonly PipelineInputs? _inputs;
    private ControlLogic _logic;

    public LogicWorld(ControlGraph graph, PipelineInputs? inputs = null)
    {
        (_graph, _inputs) = (graph, inputs);
        _logic = new ControlLogic(graph, Samples) { Inputs = inputs };
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    public TestSamples Samples { get; } = new();

    public List<Change> Journal { get; } = [];

    public List<Execution> Stopping { get; } = [];

    /// <summary>The stream nodes with whose failure the host was to end.</summary>
    public List<string> Fatal { get; } = [];

    /// <summary>The notifications that were to be sent, in order.</summary>
    public List<AlertNotification> Sent { get; } = [];

    public ControlState State => _logic.State;

    /// <summary>The attempts that run, in the order in which they began.</summary>
    public List<(Execution Execution, int Attempt)> Attempts { get; } = [];

    public LogicWorld Start()
    {
        _logic.Start(Now, "test");
        return Take();
    }

    public LogicWorld Publish(string name, string payload = "{}")
    {
        _logic.Publish(Now, name, "key-" + Journal.Count, payload);
        return Take();
    }

    public LogicWorld Check(string node, bool isHealthy)
    {
        _logic.ReportHealth(Now, State.NodeIndexes[node], isHealthy, "asked");
        return Take();
    }

    public LogicWorld Advance(TimeSpan time)
    {
        var end = Now + time;
        while (_logic.NextDue is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            _logic.Advance(Now);
            Take();
        }

        Now = end;
        _logic.Advance(Now);
        return Take();
    }

    /// <summary>Advances by one second.</summary>
    public LogicWorld Tick() => Advance(TimeSpan.FromSeconds(1));

    public LogicWorld Complete(string node, string output = "{}")
    {
        var (execution, attempt) = Pop(node);
        _logic.ReportCompleted(Now, execution, attempt, output);
        return Take();
    }

    public LogicWorld Fail(string node, string error = "broken") => Fail(node, error, null);

    /// <summary>An attempt has failed.</summary>
    /// <param name="node">Its node; the first one of a stream graph.</param>
    /// <param name="error">Why.</param>
    /// <param name="failed">The node of the stream graph that has failed.</param>
    public LogicWorld Fail(string node, string error, string? failed)
    {
        var (execution, attempt) = Pop(node);
        Stopping.Remove(execution);
        _logic.ReportFailed(Now, execution, attempt, error, "", failed);
        return Take();
    }

    /// <summary>The attempt was ended because the host stops.</summary>
    public LogicWorld Interrupted(string node)
    {
        var (execution, attempt) = Pop(node);
        _logic.Close();
        _logic.ReportInterrupted(Now, execution, attempt);
        return Take();
    }

    public LogicWorld ShutDown()
    {
        _logic.ShutDown(Now, "test");
        return Take();
    }

    /// <summary>The attempt that was asked to stop has stopped.</summary>
    public LogicWorld Stopped(string node)
    {
        var (execution, attempt) = Pop(node, isStopping: true);
        Stopping.Remove(execution);
        _logic.ReportStopped(Now, execution, attempt);
        return Take();
    }

    public LogicWorld Do(Action<Commands> command)
    {
        _logic.Do(Now, command);
        return Take();
    }

    /// <summary>The host is lost and started again after a while: the journal is replayed.</summary>
    /// <param name="downtime">The while.</param>
    /// <param name="graph">The pipeline of the new host; null: the same one.</param>
    public LogicWorld Crash(TimeSpan downtime = default, ControlGraph? graph = null)
    {
        Attempts.Clear();
        Stopping.Clear();
        Now += downtime;
        _logic = new ControlLogic(graph ?? _graph, Samples) { Inputs = _inputs };
        foreach (var change in Journal)
        {
            _logic.Replay(ChangeJson.Read(ChangeJson.Write(change)));
        }

        _logic.Recover(Now);
        return Take();
    }

    /// <summary>The changes of a kind, in order.</summary>
    public IEnumerable<T> Of<T>()
        where T : Change => Journal.OfType<T>();

    /// <summary>The status of a stream node; null before its first start.</summary>
    public ExecutionStatus? StreamStatus(string node) => State.Streams.Newest(State.NodeIndexes[node])?.State.Status;

    /// <summary>The events of stream nodes but <c>statusChanged</c> since a change of the journal, in order.</summary>
    public string StreamEvents(int since = 0)
    {
        var (causes, begun, events) = (new Dictionary<ExecutionKey, string>(), new Dictionary<ExecutionKey, int>(), new List<string>());
        for (var i = 0; i < Journal.Count; i++)
        {
            if (Journal[i] is ExecutionChange { Run.Length: 0 } change)
            {
                if (change is ExecutionScheduled scheduled)
                {
                    causes[change.Key] = scheduled.Cause;
                }

                var execution = new Execution(State.Streams, State.NodeIndexes[change.Node], change.Key, 0) { Cause = causes[change.Key] };
                begun[change.Key] = begun.GetValueOrDefault(change.Key) + (change is ExecutionRunning ? 1 : 0);
                execution.Restore(Runs.Running.Instance, 1, begun[change.Key], EndReason.Stopped, "");
                events.AddRange(i < since ? [] : NodeEvents.OfStream(change, execution).Where(static word => word != "statusChanged").Select(word => $"{change.Node}.{word}"));
            }
        }

        return string.Join(" ", events);
    }

    /// <summary>The status of a node's newest execution in the newest run that is open, or null.</summary>
    public ExecutionStatus? StatusOf(string node) =>
        State.Runs.Values.LastOrDefault()?.Newest(State.NodeIndexes[node])?.State.Status;

    /// <summary>Ids of the nodes whose attempts run, in the order in which they began.</summary>
    public string Running() => string.Join(" ", Attempts.Select(static attempt => attempt.Execution.Key.Node));

    /// <summary>How the runs have ended, in order.</summary>
    public string Ends() => string.Join(" ", Of<RunEnded>().Select(static end => end.Status.ToString()));

    private (Execution Execution, int Attempt) Pop(string node, bool isStopping = false)
    {
        var index = Attempts.FindIndex(attempt => attempt.Execution.Key.Node == node && (!isStopping || Stopping.Contains(attempt.Execution)));
        Assert.True(index >= 0, $"No attempt at '{node}' runs, but: {Running()}.");
        var attempt = Attempts[index];
        Attempts.RemoveAt(index);
        return attempt;
    }

    private LogicWorld Take()
    {
        while (_logic.Changes.Count > 0 || _logic.Effects.Count > 0 || _logic.Lookup is not null)
        {
            Journal.AddRange(_logic.Changes);
            Assert.True(Journal.Count < 100_000, "The changes have no end:\n" + string.Join('\n', Journal.TakeLast(40)));
            _logic.Changes.Clear();
            var effects = _logic.Effects.ToList();
            _logic.Effects.Clear();
            foreach (var effect in effects)
            {
                Perform(effect);
            }

            if (_logic.Lookup is { } lookup)
            {
                var times = Of<RunOpened>().Select(static opened => opened.LogicalTime).Where(time => lookup.From <= time && time <= lookup.To).ToList();
                _logic.ReportRuns(Now, lookup, times);
            }
        }

        return this;
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case BeginAttempt begin:
                Attempts.Add((begin.Execution, begin.Attempt));
                _logic.ReportRunning(Now, begin.Execution, begin.Attempt);
                break;
            case StopAttempt stop:
                Stopping.Add(stop.Execution);
                break;
            case EndHost end:
                Fatal.Add(end.Node + ": " + end.Error);
                break;
            case SendAlert send:
                Sent.Add(send.Alert.Notification);
                break;
        }
    }
}
