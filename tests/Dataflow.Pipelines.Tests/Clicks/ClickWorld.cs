using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The data that outlives a process of a <see cref="ClickJob"/>: topics, checkpoints, and the visible output of the sinks.</summary>
internal sealed class ClickWorld
{
    public ClickWorld(int topics = 1, int partitions = 1) =>
        Topics = [.. Enumerable.Range(0, topics).Select(t => new MemoryTopic($"clicks_{t}", partitions))];

    public IReadOnlyList<MemoryTopic> Topics { get; }

    public MemoryTopic Topic => Topics[0];

    public MemoryDisk Disk { get; init; } = new();

    public VirtualTime Time { get; } = new();

    /// <summary>Returns another secret each time: a start that did not restore the one of its checkpoint would find none of its state.</summary>
    public SeededBytes Secrets { get; init; } = new(1);

    /// <summary>Stores the state of the jobs.</summary>
    public IStateBackend StateBackend { get; set; } = new MemoryStateBackend();

    public MemoryTable<Click> Lake { get; } = new();

    /// <summary>The lake if it consists of files.</summary>
    public MemoryFiles Files { get; } = new();

    public MemoryTable<ClickTotal> Totals { get; } = new();

    public MemoryTable<Click> Late { get; } = new();

    public MemoryTable<DeadLetter> DeadLetters { get; } = new();

    /// <summary>The source of the <see cref="Hosting.ClickPipeline"/> that was built last.</summary>
    public MemorySource<Click>? Source { get; set; }

    /// <summary>Number of pipelines that were built over it; each holds the lock of the checkpoints by then.</summary>
    public int Builds { get; set; }

    /// <summary>Messages in all topics.</summary>
    public long Messages => Topics.Sum(static t => Enumerable.Range(0, t.Partitions).Sum(t.LengthOf));

    /// <summary>Options of a job over this data on a simulated scheduler: a checkpoint every 10 seconds of virtual time.</summary>
    public JobOptions Options(SimulatedProcess process, TaskScheduler scheduler) => new()
    {
        Store = new SimulatedCheckpointStore(Disk, process),
        Time = Time,
        Random = Secrets,
        StateBackend = StateBackend,
        Scheduler = scheduler,
        CheckpointInterval = TimeSpan.FromSeconds(10),
    };
}
