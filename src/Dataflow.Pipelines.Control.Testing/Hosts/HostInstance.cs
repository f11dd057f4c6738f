using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Processes;
using Dataflow.Pipelines.Testing.Simulation;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>One life of the host of a test: the actor on a scheduler of its own, so that nothing of a host that was killed goes on.</summary>
internal sealed class HostInstance
{
    private static readonly TimeSpan LongestAbort = TimeSpan.FromSeconds(5);

    // The test says when there is something in the inbox.
    private static readonly TimeSpan InboxInterval = TimeSpan.FromDays(1);
    private readonly TestWorld _world;
    private readonly SingleThreadScheduler _scheduler;
    private readonly InstanceTime _time;
    private readonly List<AttemptWatch> _attempts = [];
    private readonly Dictionary<int, TaskCompletionSource> _jobs = [];
    private Action<HealthReported> _reportHealth = static _ => { };

    public HostInstance(TestWorld world, string owner, int seed)
    {
        _world = world;
        _scheduler = new SingleThreadScheduler(seed);
        _time = new InstanceTime(world.Options.Clock.Virtual);
        Owner = owner;
        Actor = new ControlActor(world.Graph, world.Pipeline, world.Store, world.Metrics, new ActorOptions
        {
            Owner = owner,
            Services = new RunServices(world.Services, new ProcessOptions()),
            Time = _time,
            Scheduler = _scheduler,
            InboxInterval = InboxInterval,
            IsDead = world.IsDead,
            ReplaceWork = WorkOf,
            RunStreams = world.Graph.Streams.Count == 0 ? null : JobOf,
            OnFatal = error => world.Fault ??= error,
            OnEnded = () => world.HasEnded = true,
            StartChecks = report =>
            {
                _reportHealth = report;
                return new NoChecks();
            },
            CreateSender = log => new TestSender(world.Sent, log, _time),
        });
        Actor.Start();
        _ = Actor.CallAsync(static (logic, now) => logic.Start(now, ControlTest.Person));
        Actor.Wake();
    }

    public string Owner { get; }

    public ControlActor Actor { get; }

    /// <summary>Whether it was killed.</summary>
    public bool IsKilled { get; set; }

    /// <summary>Runs what can run at this time, and waits in real time for what attempts do outside of the test.</summary>
    /// <exception cref="TimeoutException">An attempt has not ended in time.</exception>
    public void Run()
    {
        while (true)
        {
            _scheduler.RunUntilIdle();
            _attempts.RemoveAll(static attempt => attempt.HasEnded);
            var awaited = _attempts.FindAll(static attempt => attempt.IsAwaited);
            if (awaited.Count == 0)
            {
                // What an attempt has queued on another thread just before it began to wait.
                if (!_scheduler.TryStep())
                {
                    return;
                }

                continue;
            }

            // Taken before the last look: a change between the two is not missed.
            var changed = Task.WhenAny(awaited.Select(static attempt => attempt.Changed));
            if (awaited.TrueForAll(static attempt => attempt.IsAwaited))
            {
                Await(changed, awaited);
            }
        }
    }

    /// <summary>Stops its clock. What it has queued never runs.</summary>
    public void Kill()
    {
        IsKilled = true;
        _time.Stop();
    }

    /// <summary>Ends the attempts that still run, because the test ends.</summary>
    public void Abort()
    {
        Kill();
        foreach (var attempt in _attempts.Where(static attempt => !attempt.HasEnded))
        {
            _ = _scheduler.Start(() =>
            {
                attempt.Abort();
                return Task.CompletedTask;
            });
        }

        try
        {
            for (_scheduler.RunUntilIdle(); _attempts.Find(static attempt => !attempt.HasEnded) is { } running; _scheduler.RunUntilIdle())
            {
                _scheduler.RunUntil(running.Changed, running.Run.Key, LongestAbort);
            }
        }
        catch (TimeoutException)
        {
            // It does not listen to its token, and nobody waits for its result.
        }
    }

    /// <summary>Reports that a node was checked.</summary>
    public void ReportHealth(HealthReported health) => _reportHealth(health);

    /// <summary>Whether the job of a stream graph runs.</summary>
    public bool HasJob(int graph) => _jobs.ContainsKey(graph);

    /// <summary>The job of a stream graph has ended.</summary>
    /// <param name="graph">Index of the graph.</param>
    /// <param name="fault">Why it has failed; null: its data has ended.</param>
    public void EndJob(int graph, Exception? fault) =>
        _ = fault is null ? _jobs[graph].TrySetResult() : _jobs[graph].TrySetException(fault);

    private void Await(Task changed, List<AttemptWatch> awaited)
    {
        try
        {
            _scheduler.RunUntil(changed, "attempts", _world.Options.RealTimeLimit);
        }
        catch (TimeoutException)
        {
            var run = awaited.First(static attempt => attempt.HasBegun).Run;
            throw new TimeoutException(
                $"'{run.Node}' of run '{run.RunId}' has waited for {_world.Options.RealTimeLimit.TotalSeconds:0.###} s of real time (attempt {run.Attempt}; RealTimeLimit) for something outside of the test. "
                + $"Replace its work with Replace(\"{run.Node}\", ..); where it waits for its token, say so with LetWait(\"{run.Node}\"); where it waits for a time, let it wait for the clock of the test.");
        }
    }

    private NodeWork? WorkOf(ControlNode node, NodeWork? work)
    {
        var replacement = _world.Script.ReplacementOf(node.Id);
        return replacement is null && work is null ? null : scope =>
        {
            var call = replacement is null ? work!(scope) : (run, stop) => replacement(new NodeCall(run, other => _world.OutputOf(run.RunId, other), stop));
            return (run, stop) => RunAsync(call, run, isOutside: replacement is null && _world.Names.IsOutside(node.Id), stop);
        };
    }

    private async Task<ReadOnlyMemory<byte>> RunAsync(NodeAttempt call, RunContext run, bool isOutside, CancellationToken stop)
    {
        using var attempt = new AttemptWatch(run, _world.Script.MayWait(run.Node));
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop, attempt.Aborted);
        _attempts.Add(attempt);
        try
        {
            if (_world.Script.TryTake(run.Node, out var error))
            {
                attempt.Exempt();
                await (error is null ? Task.Delay(Timeout.InfiniteTimeSpan, _time, stopped.Token) : Task.FromException(error));
            }

            await WaitForTurnAsync(attempt);
            // The timers of databases and processes are limits of what is awaited in real time.
            AttemptWatch.Current = isOutside ? null : attempt;
            return await call(run, stopped.Token);
        }
        finally
        {
            AttemptWatch.Current = null;
            attempt.End();
        }
    }

    // One attempt after the other does something outside of the test: else the order in which they end would depend on the machine.
    private async Task WaitForTurnAsync(AttemptWatch attempt)
    {
        while (_attempts.Find(static other => other is { HasBegun: true, IsAwaited: true }) is { } other)
        {
            var changed = other.Changed;
            if (other.IsAwaited)
            {
                await changed;
            }
        }

        attempt.HasBegun = true;
    }

    // The job of a stream graph runs until the test says how it ends, or the control plane stops it.
    private NodeAttempt JobOf(int graph, object? inputs) => async (_, stop) =>
    {
        var job = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[graph] = job;
        try
        {
            await using var registration = stop.Register(static job => ((TaskCompletionSource)job!).TrySetResult(), job);
            await job.Task;
            return default;
        }
        finally
        {
            _jobs.Remove(graph);
        }
    };

    private sealed class NoChecks : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
