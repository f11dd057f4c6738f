namespace Dataflow.Pipelines.Testing;

/// <summary>How a pipeline runs in a test.</summary>
public sealed record PipelineTestOptions
{
    /// <summary>Lanes of a keyed node that states none of its own, 1 to 128. Default: 2, so that what depends on one lane is found out.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Partitions of every source, at least 1.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>What the order of all tasks follows from: the same seed gives the same run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the clock stands at first.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longest time between two checkpoints, on the virtual clock. Default: as the pipeline says, else 1 minute.</summary>
    public TimeSpan? CheckpointInterval { get; init; }
}
