namespace Dataflow.Pipelines.Testing.Simulation;

/// <summary>Runs tasks one at a time on the test's thread, in an order from the seed that a thread pool could also choose.</summary>
internal sealed class SingleThreadScheduler(int seed) : TaskScheduler
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);
    private readonly object _gate = new();
    private readonly List<Task> _queue = [];
    private readonly Random _random = new(seed);

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs until nothing can run.</summary>
    public void RunUntilIdle()
    {
        while (TryStep())
        {
        }
    }

    /// <summary>Runs until the task has completed. Blocks of TPL Dataflow complete on the thread pool, so an empty queue may fill again.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">Names it in the error.</param>
    /// <param name="stall">How long nothing may run, in real time; null: half a minute.</param>
    /// <exception cref="TimeoutException">No task has run for that long.</exception>
    public void RunUntil(Task task, string what, TimeSpan? stall = null)
    {
        var longest = stall ?? Stall;
        _ = task.ContinueWith(_ => Pulse(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
        while (!task.IsCompleted)
        {
            if (TryStep())
            {
                continue;
            }

            lock (_gate)
            {
                if (_queue.Count == 0 && !task.IsCompleted && !Monitor.Wait(_gate, longest))
                {
                    throw new TimeoutException($"Nothing has happened for {longest.TotalSeconds:0} s; waited for {what}. A connector or a user method waits for something outside the test.");
                }
            }
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
        lock (_gate)
        {
            _queue.Add(task);
            Monitor.PulseAll(_gate);
        }
    }

    // Inline execution would run a task out of order.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _queue];
        }
    }

    /// <summary>Runs one task; false if the queue is empty.</summary>
    public bool TryStep()
    {
        Task next;
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                return false;
            }

            var at = _random.Next(_queue.Count);
            next = _queue[at];
            _queue.RemoveAt(at);
        }

        TryExecuteTask(next);
        return true;
    }

    private void Pulse()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
