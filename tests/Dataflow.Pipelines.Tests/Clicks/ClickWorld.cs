using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>What outlives a process of a <see cref="ClickJob"/>: topics, checkpoints, and what the sinks made visible.</summary>
internal sealed class ClickWorld
{
    public ClickWorld(int topics = 1, int partitions = 1) =>
        Topics = [.. Enumerable.Range(0, topics).Select(t => new MemoryTopic($"clicks_{t}", partitions))];

    public IReadOnlyList<MemoryTopic> Topics { get; }

    public MemoryTopic Topic => Topics[0];

    public MemoryDisk Disk { get; init; } = new();

    public VirtualTime Time { get; } = new();

    /// <summary>Draws another secret each time: a start that did not restore the one of its checkpoint would find none of its state.</summary>
    public SeededBytes Secrets { get; init; } = new(1);

    /// <summary>Where jobs keep their state.</summary>
    public IStateBackend StateBackend { get; set; } = new MemoryStateBackend();

    public MemoryTable<Click> Lake { get; } = new();

    /// <summary>The lake where it is made of files.</summary>
    public MemoryFiles Files { get; } = new();

    public MemoryTable<ClickTotal> Totals { get; } = new();

    public MemoryTable<Click> Late { get; } = new();

    public MemoryTable<DeadLetter> DeadLetters { get; } = new();

    /// <summary>The source that <see cref="Hosting.ClickPipeline"/> was built with last.</summary>
    public MemorySource<Click>? Source { get; set; }

    /// <summary>Times a pipeline over it was built: the lock of its checkpoints is held by then.</summary>
    public int Builds { get; set; }

    /// <summary>Messages in all topics.</summary>
    public long Messages => Topics.Sum(static t => Enumerable.Range(0, t.Partitions).Sum(t.LengthOf));
}
