using System.Collections.Concurrent;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Runs;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Runs attempts, and reports how each ends. Its methods are called by the actor; attempts run on the scheduler that it was given.</summary>
internal sealed class AttemptRunner(IServiceProvider services, TimeProvider time, TaskScheduler scheduler, Action<ActorInput> report)
{
    /// <summary>How long an attempt that was asked to stop, or has exceeded its time, may take before it is abandoned.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly Dictionary<Execution, Attempt> _attempts = [];

    // Those whose code has not returned, the abandoned ones too. An attempt leaves it on its own thread, before its report.
    private readonly ConcurrentDictionary<Attempt, bool> _running = [];

    /// <summary>Binds the inputs of an attempt.</summary>
    /// <param name="execution">Its execution.</param>
    /// <param name="number">Its number.</param>
    /// <param name="node">Its node.</param>
    /// <param name="work">What it does.</param>
    /// <param name="scope">What it binds its inputs from.</param>
    public void Begin(Execution execution, int number, ControlNode node, NodeWork? work, TriggerScope scope)
    {
        var attempt = new Attempt(execution, number, node, time, scheduler);
        _attempts[execution] = attempt;
        try
        {
            attempt.Call = work?.Invoke(scope) ?? throw new InvalidOperationException($"'{node.Id}' has no code to run.");
            report(new AttemptReady(execution, number));
        }
        catch (Exception fault)
        {
            report(new AttemptFailed(execution, number, fault.Message, fault.ToString()));
        }
    }

    /// <summary>Runs the attempt that was begun; nothing happens where it was asked to stop before.</summary>
    public void Run(Execution execution)
    {
        if (_attempts.TryGetValue(execution, out var attempt) && !attempt.IsStopping)
        {
            var context = new RunContext(execution.Key.Run, execution.Run.LogicalTime, execution.Key.Node, execution.Key.Number, attempt.Number, services);
            attempt.HasRun = true;
            _running[attempt] = true;
            _ = Task.Factory.StartNew(() => RunAsync(attempt, context), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
        }
    }

    /// <summary>Asks an attempt to stop.</summary>
    /// <param name="execution">Its execution.</param>
    /// <param name="abandons">Whether one that does not stop in time is abandoned: what it reports later is ignored.</param>
    public void Stop(Execution execution, bool abandons)
    {
        if (!_attempts.TryGetValue(execution, out var attempt))
        {
            return;
        }

        attempt.Stop();
        if (!attempt.HasRun)
        {
            report(new AttemptStopped(execution, attempt.Number));
        }
        else if (abandons)
        {
            attempt.After(Grace, () => report(new AttemptStopped(execution, attempt.Number)));
        }
    }

    /// <summary>The executions with attempts that are not reported yet.</summary>
    public IReadOnlyCollection<Execution> Active => _attempts.Keys;

    /// <summary>The executions whose code runs, also in attempts that were abandoned.</summary>
    public IEnumerable<Execution> Running => _running.Keys.Select(static attempt => attempt.Execution);

    /// <summary>Whether no attempt is left.</summary>
    public bool IsIdle => _attempts.Count == 0 && _running.IsEmpty;

    /// <summary>Asks all attempts to stop, and forgets them, because this instance no longer owns the pipeline.</summary>
    public void AbandonAll()
    {
        foreach (var attempt in _attempts.Values)
        {
            attempt.Stop();
            attempt.Dispose();
        }

        _attempts.Clear();
    }

    /// <summary>Whether an attempt is the newest of its execution that this runner has begun, and has not ended.</summary>
    public bool IsCurrent(Execution execution, int number) => _attempts.TryGetValue(execution, out var attempt) && attempt.Number == number;

    /// <summary>Forgets an attempt that has ended.</summary>
    public void Forget(Execution execution)
    {
        if (_attempts.Remove(execution, out var attempt))
        {
            attempt.Dispose();
        }
    }

    private async Task RunAsync(Attempt attempt, RunContext context)
    {
        var (execution, number) = (attempt.Execution, attempt.Number);
        try
        {
            attempt.LimitTime(Grace, () => report(new AttemptFailed(execution, number, attempt.TimeoutText + " and did not stop; it was abandoned", "")));
            var output = await attempt.Call!(context, attempt.Token);
            _running.TryRemove(attempt, out _);
            report(attempt.HasTimedOut ? new AttemptFailed(execution, number, attempt.TimeoutText, "")
                : attempt.IsStopping ? new AttemptStopped(execution, number)
                : new AttemptCompleted(execution, number, Encoding.UTF8.GetString(output.Span)));
        }
        catch (Exception fault)
        {
            _running.TryRemove(attempt, out _);
            report(attempt.HasTimedOut ? new AttemptFailed(execution, number, attempt.TimeoutText, fault.ToString())
                : attempt.IsStopping ? new AttemptStopped(execution, number)
                : new AttemptFailed(execution, number, fault.Message, fault.ToString()) { Node = (fault as PipelineFaultException)?.Node });
        }
    }
}
