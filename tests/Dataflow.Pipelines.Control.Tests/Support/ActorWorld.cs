using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Instances of a pipeline's actor on one store, one clock and one thread.</summary>
internal sealed class ActorWorld(ControlGraph graph, object? pipeline = null)
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 11, 29, 1, 0, 0, TimeSpan.Zero));

    /// <summary>Inputs that become durable together, at most.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>How long what has ended is kept.</summary>
    public TimeSpan? KeepRuns { get; init; }

    public MemoryRunStore Store { get; } = new();

    /// <summary>The senders that the instances have created, oldest first.</summary>
    public List<TestSender> Senders { get; } = [];

    /// <summary>Names of the instances that are known to be dead.</summary>
    public HashSet<string> Dead { get; } = [];

    /// <summary>Whether a receiver accepts each notification at once.</summary>
    public bool Delivers { get; set; } = true;

    // Of each instance that runs: what one that was killed had queued on its own never runs.
    private readonly Dictionary<string, SingleThreadScheduler> _schedulers = [];

    /// <summary>The scheduler of the newest instance.</summary>
    public SingleThreadScheduler Scheduler { get; private set; } = new(1);

    /// <summary>Starts an instance.</summary>
    /// <param name="owner">Its name.</param>
    /// <param name="isOther">Whether it runs concurrently with the other instances instead of after they were killed.</param>
    public ControlActor StartInstance(string owner = "one", bool isOther = false)
    {
        if (!isOther)
        {
            _schedulers.Clear();
        }

        _schedulers[owner] = Scheduler = new SingleThreadScheduler(1);
        var actor = new ControlActor(graph, pipeline, Store, new TestSamples(), new ActorOptions { Owner = owner, Services = _services, Time = Time, Scheduler = Scheduler, BatchSize = BatchSize, KeepRuns = KeepRuns, CreateSender = CreateSender, IsDead = Dead.Contains });
        actor.Start();
        Scheduler.RunUntilIdle();
        return actor;
    }

    /// <summary>Starts the pipeline.</summary>
    public void Start(ControlActor actor)
    {
        var started = actor.CallAsync(static (logic, now) => logic.Start(now, "test"));
        Scheduler.RunUntil(started, "the start");
        started.GetAwaiter().GetResult();
    }

    /// <summary>From now on appends fail, or succeed again.</summary>
    public void SetStoreAway(bool isAway) =>
        Store.OnAppend = _ =>
        {
            if (isAway)
            {
                throw new RunStoreException("The store is away.");
            }
        };

    /// <summary>Lets time pass in steps of a second, and runs what becomes due.</summary>
    public void Advance(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Settle();
        }
    }

    /// <summary>Runs until nothing is left to do at this time.</summary>
    public void Settle()
    {
        foreach (var scheduler in _schedulers.Values)
        {
            scheduler.RunUntilIdle();
        }
    }

    /// <summary>Stops an instance as SIGSTOP does.</summary>
    /// <returns>Continues it.</returns>
    public Action Freeze(string owner)
    {
        Assert.True(_schedulers.Remove(owner, out var frozen));
        return () => _schedulers.Add(owner, frozen);
    }

    /// <summary>Lets time pass until the journal has ended a number of runs.</summary>
    public void RunUntilEnded(int runs)
    {
        for (var i = 0; Changes().OfType<RunEnded>().Count() < runs; i++)
        {
            Assert.True(i < 3600, "No end after an hour: " + string.Join('\n', Changes().TakeLast(30)));
            Time.Advance(TimeSpan.FromSeconds(1));
            Settle();
        }
    }

    private TestSender CreateSender(IDeliveryLog log)
    {
        Senders.Add(new TestSender(this, log));
        return Senders[^1];
    }

    /// <summary>The journal as it is stored.</summary>
    public IReadOnlyList<Change> Changes() => Store.ChangesOf(graph.Pipeline);
}
