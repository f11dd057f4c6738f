namespace Dataflow.Pipelines.Testing;

/// <summary>The options of a pipeline in a test.</summary>
public sealed record PipelineTestOptions
{
    /// <summary>Lanes of a keyed node that states none of its own, 1 to 128. Default: 2, to detect code that depends on a single lane.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Partitions of every source, at least 1.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>The seed for the order of all tasks: the same seed gives the same run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The start time of the virtual clock.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longest time between two checkpoints, on the virtual clock. Default: the interval of the pipeline, else 1 minute.</summary>
    public TimeSpan? CheckpointInterval { get; init; }
}
