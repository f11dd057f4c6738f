using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Jobs;
using Dataflow.Pipelines.Tests.Spilling;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Simulation;

/// <summary>
/// The real engine on one thread in virtual time; the seed determines the input and the history of crashes and stops. Each attempt
/// of the job ends at a random operation or task; the last one runs to the end of the data.
/// </summary>
internal abstract class JobSimulation(int seed)
{
    private readonly List<(MemoryTopic Topic, int Partition, IReadOnlyList<byte[]> Messages)> _input = [];
    private readonly List<int> _appended = [];

    /// <summary>The external operations of all attempts.</summary>
    public List<string> Trace { get; } = [];

    public int Crashes { get; private set; }

    public int Stops { get; private set; }

    protected Random Random { get; } = new(seed);

    /// <summary>The data that outlives the processes; set by the constructor.</summary>
    protected ClickWorld World { get; init; } = null!;

    protected IEnumerable<byte[]> Messages => _input.SelectMany(static i => i.Messages);

    public void Run()
    {
        // Every second seed spills: entries that an operator has not loaded, or has not marked as changed, are missing.
        World.StateBackend = seed % 2 == 0 ? new SpillingStateBackend() : new MemoryStateBackend();
        var lives = Random.Next(1, 6);
        for (var life = 1; ; life++)
        {
            var process = new SimulatedProcess { DiesAt = life < lives && Random.Next(2) == 0 ? Random.Next(1, 150) : -1 };
            var isLast = life >= lives;
            var ended = Live(process, life, isLast);
            Trace.Add($"life {life}");
            Trace.AddRange(process.Trace);
            if (process.IsDead)
            {
                World.Files.Crash(Random);
            }

            if (isLast && ended)
            {
                break;
            }
        }

        ExpectResults();
    }

    protected void AddInput(MemoryTopic topic, int partition, IReadOnlyList<byte[]> messages)
    {
        _input.Add((topic, partition, messages));
        _appended.Add(0);
    }

    protected IEnumerable<byte[]> MessagesOf(MemoryTopic topic) => _input.Where(i => i.Topic == topic).SelectMany(static i => i.Messages);

    /// <summary>Starts an attempt of the job.</summary>
    protected abstract Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life);

    /// <summary>Asserts the visible results at the end.</summary>
    protected abstract void ExpectResults();

    /// <summary>Asserts the counts at the end.</summary>
    protected abstract void ExpectCounts(Job job);

    // True if the job ended at the end of the data.
    private bool Live(SimulatedProcess process, int life, bool isLast)
    {
        var scheduler = new SingleThreadScheduler(seed + life);
        var starting = scheduler.Start(() => StartAsync(process, scheduler, life));
        scheduler.RunUntil(starting, "the start");
        if (starting.IsFaulted)
        {
            Assert.True(process.IsDead, $"the start failed: {starting.Exception}");
            Crashes++;
            return false;
        }

        var job = starting.Result;
        var turns = isLast ? int.MaxValue : Random.Next(1, 60);
        for (var turn = 0; turn < turns && !process.IsDead && !job.Completion.IsCompleted && Turn(scheduler); turn++)
        {
        }

        if (process.IsDead || (!isLast && Random.Next(3) > 0))
        {
            process.Die();
            Crashes++;
            Dispose(scheduler, job);
            return false;
        }

        return isLast ? Drain(scheduler, job, process) : Suspend(scheduler, job, process);
    }

    // Runs some tasks, then advances the time and appends input. False when all input has been appended.
    private bool Turn(SingleThreadScheduler scheduler)
    {
        for (var steps = Random.Next(1, 80); steps > 0 && scheduler.TryStep(); steps--)
        {
        }

        World.Time.Advance(TimeSpan.FromMilliseconds(Random.Next(0, 3000)));
        var at = Random.Next(_input.Count);
        var (topic, partition, messages) = _input[at];
        var next = messages.Skip(_appended[at]).Take(Random.Next(0, 40)).ToArray();
        _appended[at] += next.Length;
        topic.Append(partition, next);
        return _appended.Zip(_input).Any(static p => p.First < p.Second.Messages.Count);
    }

    private bool Drain(SingleThreadScheduler scheduler, Job job, SimulatedProcess process)
    {
        job.Drain();
        scheduler.RunUntil(job.Completion, "the end of the drained job");
        Assert.True(job.Completion.IsCompletedSuccessfully, $"the job failed: {job.Completion.Exception}");
        ExpectCounts(job);
        Assert.False(process.IsDead);
        Dispose(scheduler, job);
        return true;
    }

    private bool Suspend(SingleThreadScheduler scheduler, Job job, SimulatedProcess process)
    {
        var suspending = scheduler.Start(() => job.SuspendAsync(TimeSpan.FromHours(1)));
        scheduler.RunUntil(suspending, "the suspended job's end");
        Assert.True(suspending.IsCompletedSuccessfully || process.IsDead, $"the job did not suspend: {suspending.Exception}");
        Stops++;
        Dispose(scheduler, job);
        return false;
    }

    private static void Dispose(SingleThreadScheduler scheduler, Job job)
    {
        scheduler.RunUntil(scheduler.Start(async () => await job.DisposeAsync()), "the disposal");
        Expect.NoBatchesLeft(job);
    }
}
