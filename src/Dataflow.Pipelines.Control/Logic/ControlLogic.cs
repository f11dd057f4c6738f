using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>
/// The control plane without IO: inputs and the current time come in, changes and effects come out. The same inputs in the same order give the same changes. Used by the
/// pipeline's actor only.
/// </summary>
internal sealed class ControlLogic
{
    /// <summary>Changes outside of runs after which a snapshot is taken: a restart replays at most as many.</summary>
    private const int SnapshotInterval = 1000;

    /// <summary>Time between two samples of metrics, health, status and time.</summary>
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    private readonly Decision _decision;
    private readonly Dispatcher _dispatcher;
    private readonly Starts _starts;
    private readonly Openings _openings;
    private readonly Stops _stops;
    private readonly Streams _streams;
    private readonly AlertDecisions _alerts;
    private readonly Firings _firings;
    private readonly Ends _ends;
    private readonly Crons _crons;
    private readonly Backfills _backfills;
    private readonly Samples _samples;
    private readonly Reports _reports;
    private readonly ApprovalNotices _notices;
    private readonly Approvals _approvals;
    private readonly Commands _commands;
    private DateTimeOffset _nextSample = DateTimeOffset.MinValue;

    /// <param name="graph">The pipeline.</param>
    /// <param name="samples">Metrics of the nodes.</param>
    public ControlLogic(ControlGraph graph, INodeSamples samples)
    {
        _decision = new Decision(new ControlState(new TriggerIndex(graph)), samples);
        _dispatcher = new Dispatcher(_decision);
        _starts = new Starts(_decision, _dispatcher);
        _openings = new Openings(_decision, _starts);
        _stops = new Stops(_decision, _starts);
        _alerts = new AlertDecisions(_decision);
        _streams = new Streams(_decision);
        _firings = new Firings(_decision, _openings, _starts, _stops, _streams, _alerts);
        _ends = new Ends(_decision, _openings);
        _crons = new Crons(_decision);
        _backfills = new Backfills(_decision, _openings, _starts);
        _samples = new Samples(_decision);
        _reports = new Reports(_decision, _dispatcher, _stops);
        _notices = new ApprovalNotices(_decision);
        _approvals = new Approvals(_decision, _dispatcher, _reports, _notices);
        _commands = new Commands(_decision, _openings, _starts, _stops, _approvals, _streams, new RunLookup(_decision));
    }

    /// <summary>The state.</summary>
    public ControlState State => _decision.State;

    /// <summary>The changes of the inputs since they were taken.</summary>
    public List<Change> Changes => _decision.Changes;

    /// <summary>The effects of these changes.</summary>
    public List<Effect> Effects => _decision.Effects;

    /// <summary>The object with the inputs that hold outside of runs.</summary>
    public object? Pipeline
    {
        get => _decision.Pipeline;
        init => _decision.Pipeline = value;
    }

    /// <summary>The inputs of the class; null for a graph without a class.</summary>
    public PipelineInputs? Inputs
    {
        init => _commands.Inputs.Inputs = value;
    }

    /// <summary>Whether schedules fire, and backfills open runs.</summary>
    public bool FiresSchedules
    {
        init => (_crons.IsActive, _backfills.IsActive) = (value, value);
    }

    /// <summary>What a backfill must know of the store to go on, once the changes are durable; null where none waits for that. <see cref="ReportRuns"/> answers.</summary>
    public BackfillLookup? Lookup => _backfills.Lookup;

    /// <summary>Whether a channel sends to the recipients of a notification, by its name.</summary>
    public Func<string, bool> SendsToRecipients
    {
        init => _notices.SendsToRecipients = value;
    }

    /// <summary>Whether jobs of stream graphs begin.</summary>
    public bool RunsStreams
    {
        init => _streams.IsActive = value;
    }

    /// <summary>Sets the newest outputs of nodes, before the journal is replayed.</summary>
    public void Restore(IEnumerable<StoredOutput> outputs)
    {
        foreach (var output in outputs)
        {
            _decision.Restore(output);
        }
    }

    /// <summary>Sets the stored inputs, before the journal is replayed.</summary>
    public void Restore(IEnumerable<StoredInput> inputs)
    {
        foreach (var input in inputs)
        {
            State.Inputs[input.Name] = input;
        }
    }

    /// <summary>Applies a change of the journal.</summary>
    public void Replay(Change change)
    {
        _decision.Now = change.At;
        _decision.Replay(change);
        State.Complete.Clear();
        State.Touched.Clear();
    }

    /// <summary>Applies the changes of a run that has ended, because a command continues it.</summary>
    public void ReplayEnded(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
        {
            Replay(change);
        }
    }

    /// <summary>What an attempt at an execution binds its inputs from, until the next call.</summary>
    public TriggerScope ScopeOf(Execution execution) => _decision.ScopeOf(execution.Run, execution.Node);

    /// <summary>After the journal was replayed: attempts of the lost host have failed, and missed firings are caught up with.</summary>
    public void Recover(DateTimeOffset now)
    {
        _decision.Now = now;
        _commands.Inputs.Restore();
        _dispatcher.Rebuild();
        _reports.HostLosses();
        _approvals.Advance();
        _streams.HostLosses();
        if (State.IsStarted)
        {
            _streams.StartPipeline(again: false);
        }

        _alerts.EndSilences();
        Settle();
        _crons.CatchUp();
        Settle();
    }

    /// <summary>A person or a program starts the pipeline. Nothing happens where it is started already.</summary>
    public void Start(DateTimeOffset now, string who)
    {
        _decision.Now = now;
        if (!State.IsStarted)
        {
            _decision.Emit(new PipelineStarted(who));
            _streams.StartPipeline(again: true);
            _crons.Start();
            Settle();
        }
    }

    /// <summary>A person shuts the pipeline down.</summary>
    public void ShutDown(DateTimeOffset now, string who)
    {
        _decision.Now = now;
        if (State.IsStarted)
        {
            _decision.Emit(new PipelineShutDown(who));
            _streams.ShutDownPipeline();
            Settle();
        }
    }

    /// <summary>Time has passed.</summary>
    public void Advance(DateTimeOffset now)
    {
        _decision.Now = now;
        _crons.Run();
        if (now >= _nextSample)
        {
            _nextSample = now + SampleInterval;
            _samples.Run(byClock: true);
        }

        _approvals.Advance();
        _alerts.EndSilences();
        Settle();

        // After the values were sampled: what is resolved is not repeated.
        _alerts.Repeat();
    }

    /// <summary>The next firing of a schedule; null where none follows, or schedules do not fire.</summary>
    public DateTimeOffset? NextFiring => _crons.NextDue;

    /// <summary>When <see cref="Advance"/> has to be called next; null: an input comes first.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            var due = Least(Least(Least(_crons.NextDue, _dispatcher.NextDue), _streams.NextDue), Least(_alerts.NextDue, _approvals.NextDue));
            return _samples.NeedsClock && State.IsStarted ? Least(due, _nextSample) : due;
        }
    }

    /// <summary>An event from outside is taken.</summary>
    public void Publish(DateTimeOffset now, string name, string key, string payload)
    {
        _decision.Now = now;
        _decision.Emit(new EventPublished(name, key, payload == "{}" ? "" : payload, State.Index.Find(name) >= 0));
        Settle();
    }

    /// <summary>A node was checked.</summary>
    /// <param name="now">The time.</param>
    /// <param name="node">Its index.</param>
    /// <param name="isHealthy">The result.</param>
    /// <param name="detail">What was asked, and the answer; without secrets.</param>
    public void ReportHealth(DateTimeOffset now, int node, bool isHealthy, string detail)
    {
        _decision.Now = now;
        var health = isHealthy ? "healthy" : "unhealthy";
        if (State.Health[node] != health)
        {
            _decision.Emit(new HealthChanged(State.Graph.Nodes[node].Id, health, detail));
            Settle();
        }
    }

    /// <summary>An attempt can run.</summary>
    public void ReportRunning(DateTimeOffset now, Execution execution, int attempt)
    {
        _decision.Now = now;
        if (execution.Run.IsResident)
        {
            _streams.Running(execution, attempt);
        }
        else
        {
            _reports.Running(execution, attempt);
        }

        Settle();
    }

    /// <summary>An attempt has ended with its output.</summary>
    public void ReportCompleted(DateTimeOffset now, Execution execution, int attempt, string output)
    {
        _decision.Now = now;
        if (execution.Run.IsResident)
        {
            _streams.Completed(execution, attempt);
        }
        else
        {
            _reports.Completed(execution, attempt, output);
        }

        Settle();
    }

    /// <summary>An attempt has failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="execution">Its execution.</param>
    /// <param name="attempt">Its number.</param>
    /// <param name="error">Why, for people.</param>
    /// <param name="details">The exception with its stack; may be empty.</param>
    /// <param name="node">Of the job of a stream graph the node that has failed; null where it is not known.</param>
    public void ReportFailed(DateTimeOffset now, Execution execution, int attempt, string error, string details, string? node = null)
    {
        _decision.Now = now;
        if (execution.Run.IsResident)
        {
            _streams.Failed(execution, attempt, node, error, details);
        }
        else
        {
            _reports.Failed(execution, attempt, error, details);
        }

        Settle();
    }

    /// <summary>An attempt has stopped because it was asked to.</summary>
    public void ReportStopped(DateTimeOffset now, Execution execution, int attempt)
    {
        _decision.Now = now;
        if (execution.Run.IsResident)
        {
            _streams.Stopped(execution, attempt);
        }
        else
        {
            _reports.Cancelled(execution, attempt);
        }

        Settle();
    }

    /// <summary>An attempt was ended because this instance ends.</summary>
    public void ReportInterrupted(DateTimeOffset now, Execution execution, int attempt)
    {
        _decision.Now = now;
        if (execution.Run.IsResident)
        {
            _streams.Interrupted(execution, attempt);
        }
        else
        {
            _reports.Interrupted(execution, attempt);
        }

        Settle();
    }

    /// <summary>Which logical times have runs.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lookup">What was asked.</param>
    /// <param name="logicalTimes">The logical times of the interval that have runs; skipped ones do not count.</param>
    public void ReportRuns(DateTimeOffset now, BackfillLookup lookup, IEnumerable<DateTimeOffset> logicalTimes)
    {
        _decision.Now = now;
        _backfills.Report(lookup, logicalTimes);
        Settle();
    }

    /// <summary>This instance ends: no schedule fires and no execution begins any more.</summary>
    public void Close() => (_crons.IsActive, _backfills.IsActive, _dispatcher.IsClosed, _streams.IsActive) = (false, false, true, false);

    /// <summary>A command.</summary>
    public void Do(DateTimeOffset now, Action<Commands> command)
    {
        _decision.Now = now;
        command(_commands);
        Settle();
    }

    // Until nothing follows from what was decided.
    private void Settle()
    {
        _firings.Begin();
        do
        {
            _firings.Run();
            _samples.Run(byClock: false);
            _dispatcher.Run();
            _approvals.Open();
            _streams.Run();

            // A run may end only after everything that has happened in it was decided.
            if (State.Complete.Count == 0)
            {
                _ends.Run();
                _backfills.Run();
            }
        }
        while (State.Complete.Count > 0 || State.Touched.Count > 0);

        State.Ended.Clear();
        _alerts.Settle();
        if (State.SinceSnapshot >= SnapshotInterval)
        {
            _decision.Emit(Snapshots.Take(State));
        }
    }

    private static DateTimeOffset? Least(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
