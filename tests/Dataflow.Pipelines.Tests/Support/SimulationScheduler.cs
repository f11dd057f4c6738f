using System.Diagnostics;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>
/// Runs tasks one at a time on the thread that drives it, in an order that follows from the seed: any order that a thread
/// pool could choose, and the same one each time.
/// </summary>
internal sealed class SimulationScheduler(int seed) : TaskScheduler
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(30);
    private readonly object gate = new();
    private readonly List<Task> queue = [];
    private readonly Random random = new(seed);

    /// <summary>Tasks that have run.</summary>
    public long Steps { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs one task; false when there is none.</summary>
    public bool TryStep()
    {
        Task next;
        lock (gate)
        {
            if (queue.Count == 0)
            {
                return false;
            }

            var at = random.Next(queue.Count);
            next = queue[at];
            queue.RemoveAt(at);
        }

        Steps++;
        TryExecuteTask(next);
        return true;
    }

    /// <summary>Runs until nothing can run.</summary>
    public void RunUntilIdle()
    {
        while (TryStep())
        {
        }
    }

    /// <summary>Runs until the task has completed. Blocks of TPL Dataflow complete on the thread pool, so an empty queue may fill again.</summary>
    public void RunUntil(Task task, string what)
    {
        var started = Stopwatch.GetTimestamp();
        _ = task.ContinueWith(_ => Pulse(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
        while (!task.IsCompleted)
        {
            if (TryStep())
            {
                continue;
            }

            lock (gate)
            {
                if (queue.Count == 0 && !task.IsCompleted)
                {
                    Monitor.Wait(gate, TimeSpan.FromSeconds(1));
                }
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < StallTimeout, $"waited {StallTimeout} for {what}; the task is {task.Status} after {Steps} steps");
        }
    }

    /// <summary>Starts an asynchronous method on this scheduler.</summary>
    public Task<T> Start<T>(Func<Task<T>> method) =>
        Task.Factory.StartNew(method, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Starts an asynchronous method on this scheduler.</summary>
    public Task Start(Func<Task> method) =>
        Task.Factory.StartNew(method, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    protected override void QueueTask(Task task)
    {
        lock (gate)
        {
            queue.Add(task);
            Monitor.PulseAll(gate);
        }
    }

    // Nothing runs ahead of its turn.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (gate)
        {
            return [.. queue];
        }
    }

    private void Pulse()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
