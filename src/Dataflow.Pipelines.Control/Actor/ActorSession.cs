using System.Threading.Channels;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Stores;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>
/// The time during which an instance owns a pipeline: its state, from the replay of the journal until the lease is lost or given back. Used by the actor's loop only. The state
/// in memory is ahead of the journal until <see cref="FlushAsync"/> returns; no effect is released before.
/// </summary>
internal sealed class ActorSession : IAsyncDisposable
{
    // A timer supports 49 days; deadlines and schedules may be later.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly IRunStore _store;
    private readonly Lease _lease;
    private readonly AttemptRunner _runner;
    private readonly ActorOptions _options;
    private readonly ILogger _logger;
    private readonly ControlLogic _logic;
    private readonly ActorInbox _inbox;
    private readonly Retention _retention;
    private readonly ScheduleState _schedule;
    private readonly ITimer _due;
    private readonly ITimer _look;
    private readonly List<(TaskCompletionSource Done, Exception? Fault)> _calls = [];
    private readonly List<DeliveryReport> _deliveries = [];
    private readonly Action _wake;

    // A stop of the instance cancels no append, whose outcome would be unknown: only the end of the time that a stop may take does.
    private readonly CancellationToken _limit;
    private bool _isClosing;

    // Null: what is to be sent stays in the store.
    private IAlertSender? _sender;
    private ScheduleState? _written;
    private long _renewed;
    private long _sequence;

    public ActorSession(
        ControlGraph graph, object? pipeline, INodeSamples samples, IRunStore store, Lease lease, AttemptRunner runner, IAlertSender? sender, ActorOptions options, ILogger logger,
        Action wake, CancellationToken limit)
    {
        (_store, _lease, _runner, _options, _logger) = (store, lease, runner, options, logger);
        (_sender, _wake, _limit) = (sender, wake, limit);
        _logic = new ControlLogic(graph, samples) { Pipeline = pipeline, FiresSchedules = options.FiresSchedules, SendsToRecipients = options.SendsToRecipients, RunsStreams = options.RunStreams is not null, Inputs = options.Inputs };
        _retention = new Retention(store, lease, options, logger);
        _schedule = ScheduleState.Of(graph);
        _inbox = new ActorInbox(store, lease.Pipeline, _logic, options);
        _due = options.Time.CreateTimer(static wake => ((Action)wake!)(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _look = options.Time.CreateTimer(static wake => ((Action)wake!)(), wake, options.InboxInterval, options.InboxInterval);
        _renewed = options.Time.GetTimestamp();
    }

    private DateTimeOffset Now => _options.Time.GetUtcNow();

    /// <summary>Replays the journal, and decides what follows from the downtime.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (_options.Definition is { } definition)
        {
            // Before anything is decided: runs record the version that opens them.
            await PersistAsync(() => _store.PublishAsync(_lease, definition, cancellationToken), cancellationToken);
        }

        var journal = await PersistAsync(() => _store.LoadAsync(_lease.Pipeline, cancellationToken), cancellationToken);
        _logic.Restore(journal.Outputs);
        await RestoreInputsAsync(cancellationToken);
        foreach (var change in journal.Changes)
        {
            _logic.Replay(change);
        }

        if (_sender is not null)
        {
            // What an earlier owner has decided to send, and was not delivered. Before what is decided now: a notification is not overtaken by the next one of its alert.
            foreach (var alert in await PersistAsync(() => _store.LoadOutboxAsync(_lease.Pipeline, cancellationToken), cancellationToken))
            {
                _sender.Send(alert.Channel, alert.Notification);
            }
        }

        _sequence = journal.Sequence;
        _logic.State.NextOrder = Math.Max(_logic.State.NextOrder, journal.Sequence + 1);
        _logic.Recover(Now);
        await FlushAsync(cancellationToken);
    }

    private async Task RestoreInputsAsync(CancellationToken cancellationToken)
    {
        var stored = await PersistAsync(() => _store.LoadInputsAsync(_lease.Pipeline, cancellationToken), cancellationToken);
        _logic.Restore(stored);
        if (_options.Inputs is { } inputs)
        {
            var waiting = await PersistAsync(() => _store.ReceiveAsync(_lease.Pipeline, 0, int.MaxValue, cancellationToken), cancellationToken);
            inputs.ReloadKeys();
            inputs.Restore(inputs.WithWaiting(stored, waiting));
        }
    }

    /// <summary>This instance ends: attempts are asked to stop, and nothing begins any more. Commands and events stay in the inbox for the next one.</summary>
    public void Close()
    {
        _isClosing = true;
        _logic.Close();
        foreach (var execution in _runner.Active.ToList())
        {
            _runner.Stop(execution, abandons: false);
        }
    }

    /// <summary>Stops the sender of alerts; what it reports is in the mailbox then.</summary>
    /// <param name="drains">Whether what waits has one more attempt.</param>
    public async Task StopSenderAsync(bool drains)
    {
        if (_sender is { } sender)
        {
            _sender = null;
            await sender.StopAsync(drains);
        }
    }

    /// <summary>Decides what is in the mailbox and in the inbox, as much as a batch may hold, and makes it durable.</summary>
    public async Task StepAsync(ChannelReader<ActorInput> mailbox, CancellationToken cancellationToken)
    {
        var mayHaveMail = false;
        for (var i = 0; i < _options.BatchSize && mailbox.TryRead(out var input); i++)
        {
            mayHaveMail |= input is WakeUp;
            Decide(input);
        }

        if (mayHaveMail && !_isClosing && await PersistAsync(() => _inbox.ReceiveAsync(Now, cancellationToken), cancellationToken))
        {
            _wake();
        }

        _logic.Advance(Now);
        await FlushAsync(cancellationToken);
        await LookUpAsync(cancellationToken);
        if (!_isClosing && await _retention.StepAsync(Now, _limit))
        {
            _wake();
        }

        await RenewAsync(cancellationToken);
        if (_logic.NextDue is { } due)
        {
            var wait = due - Now;
            _due.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _due.DisposeAsync();
        await _look.DisposeAsync();
        foreach (var (done, _) in _calls)
        {
            done.TrySetException(new LeaseLostException(_lease.Pipeline));
        }
    }

    private void Decide(ActorInput input)
    {
        switch (input)
        {
            case AttemptReport report when !_runner.IsCurrent(report.Execution, report.Attempt):
                // Of an attempt that was abandoned, or from before this instance lost the lease and took it again.
                break;
            case AttemptReady when _isClosing:
                // It stops before it has run.
                break;
            case AttemptReady ready:
                _logic.ReportRunning(Now, ready.Execution, ready.Attempt);
                break;
            case AttemptCompleted completed:
                _runner.Forget(completed.Execution);
                _logic.ReportCompleted(Now, completed.Execution, completed.Attempt, completed.Output);
                break;
            case AttemptFailed failed:
                _runner.Forget(failed.Execution);
                _logic.ReportFailed(Now, failed.Execution, failed.Attempt, failed.Error, failed.Details, failed.Node);
                break;
            case AttemptStopped stopped:
                _runner.Forget(stopped.Execution);
                if (_isClosing)
                {
                    _logic.ReportInterrupted(Now, stopped.Execution, stopped.Attempt);
                }
                else
                {
                    _logic.ReportStopped(Now, stopped.Execution, stopped.Attempt);
                }

                break;
            case HealthReported health:
                _logic.ReportHealth(Now, health.Node, health.IsHealthy, health.Detail);
                break;
            case AlertReported reported:
                _deliveries.Add(reported.Delivery);
                break;
            case ActorCall call:
                Decide(call);
                break;
        }
    }

    private void Decide(ActorCall call)
    {
        Exception? fault = null;
        try
        {
            call.Do(_logic, Now);
        }
        catch (CommandException refused)
        {
            fault = refused;
        }

        _calls.Add((call.Done, fault));
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        // While schedules do not fire here, their next firing is not known, and while this instance ends it stays as it was.
        var schedule = _options.FiresSchedules && !_isClosing ? _schedule with { Next = _logic.NextFiring } : _written;
        if (_logic.Changes.Count > 0 || _inbox.Answers.Count > 0 || _deliveries.Count > 0 || schedule != _written)
        {
            var batch = new AppendBatch(_sequence, [.. _logic.Changes], [.. _inbox.Answers])
            {
                Outbox = [.. _logic.Effects.OfType<SendAlert>().Select(static effect => effect.Alert)],
                Deliveries = [.. _deliveries],
                Schedule = schedule == _written ? null : schedule,
            };
            await PersistAsync(() => _store.AppendAsync(_lease, batch, _limit), cancellationToken);
            _sequence += batch.Changes.Count;
            _written = schedule;
            foreach (var change in batch.Changes)
            {
                if (change is InputChange ofInputs)
                {
                    _options.Inputs?.Observe(ofInputs);
                }

                _options.OnDurable(change);
            }

            _logic.Changes.Clear();
            _inbox.Answers.Clear();
            _deliveries.Clear();
            _renewed = _options.Time.GetTimestamp();
        }

        var effects = _logic.Effects.ToArray();
        _logic.Effects.Clear();
        foreach (var effect in effects)
        {
            Perform(effect);
        }

        foreach (var (done, fault) in _calls)
        {
            _ = fault is null ? done.TrySetResult() : done.TrySetException(fault);
        }

        _calls.Clear();
    }

    // After a flush: what was opened is in the store. One interval a step, so that the inputs of others are not held up.
    private async Task LookUpAsync(CancellationToken cancellationToken)
    {
        if (_logic.Lookup is { } lookup)
        {
            var found = await PersistAsync(() => _store.LoadLogicalTimesAsync(_lease.Pipeline, lookup.From, lookup.To, cancellationToken), cancellationToken);
            _logic.ReportRuns(Now, lookup, found);
            await FlushAsync(cancellationToken);
            _wake();
        }
    }

    private NodeWork? WorkOf(Execution execution)
    {
        var graph = _logic.State.Graph;
        if (!execution.Run.IsResident || _options.RunStreams is not { } run)
        {
            return _options.ReplaceWork(graph.Nodes[execution.Node], graph.Nodes[execution.Node].Work);
        }

        var stream = graph.FindStream(execution.Node);
        return scope => run(stream, graph.Streams[stream].ReadInputs?.Invoke(scope));
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case BeginAttempt begin:
                _runner.Begin(begin.Execution, begin.Attempt, _logic.State.Graph.Nodes[begin.Execution.Node], WorkOf(begin.Execution), _logic.ScopeOf(begin.Execution));
                if (_isClosing)
                {
                    _runner.Stop(begin.Execution, abandons: false);
                }

                break;
            case RunAttempt run:
                _runner.Run(run.Execution);
                break;
            case StopAttempt stop:
                // A job that is being suspended is waited for: a second one beside it would read the same splits.
                _runner.Stop(stop.Execution, abandons: !_isClosing && !stop.Execution.Run.IsResident);
                break;
            case EndHost end:
                _options.OnFatal(end.Error);
                break;
            case EndPipeline:
                _options.OnEnded();
                break;
            case PruneRuns prune:
                _retention.Request(prune.Before);
                break;
            case SendAlert send:
                _sender?.Send(send.Alert.Channel, send.Alert.Notification);
                break;
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_options.Time.GetElapsedTime(_renewed) >= _options.LeaseTime / 3)
        {
            await PersistAsync(() => _store.RenewAsync(_lease, _limit), cancellationToken);
            _renewed = _options.Time.GetTimestamp();
        }
    }

    private async Task PersistAsync(Func<Task> access, CancellationToken cancellationToken) =>
        await PersistAsync(
            async () =>
            {
                await access();
                return true;
            },
            cancellationToken);

    // The store is away: nothing can be decided until it is back. Attempts go on, and their reports wait in the mailbox.
    private async Task<T> PersistAsync<T>(Func<Task<T>> access, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            try
            {
                return await access();
            }
            catch (RunStoreException fault)
            {
                _logger.LogError("Pipeline '{Pipeline}' waits for its run store: {Reason} Next attempt in {Pause}.", _lease.Pipeline, fault.Message, pause);
            }

            await Task.Delay(pause, _options.Time, cancellationToken);
        }
    }
}
