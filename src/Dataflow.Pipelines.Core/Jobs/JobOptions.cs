using System.Security.Cryptography;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines.Jobs;

/// <summary>How a job runs. Time, scheduling and storage come from here.</summary>
public sealed record JobOptions
{
    /// <summary>Where checkpoints are stored.</summary>
    public required ICheckpointStore Store { get; init; }

    /// <summary>Where keyed state is stored while the job runs. Default: in memory.</summary>
    public State.IStateBackend StateBackend { get; init; } = new State.MemoryStateBackend();

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Generates the secret of the job's key hash at its first start. Default: the system's; a predictable one lets the author of the
    /// keys make them collide, and is for tests.
    /// </summary>
    public RandomNumberGenerator Random { get; init; } = RandomNumberGenerator.Create();

    /// <summary>Where blocks run. Default: the thread pool.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Logs. Default: none.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Default number of lanes of a keyed node, 1 to 128. Default: the number of processors.</summary>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, State.KeyGroups.Count);

    /// <summary>Maximum time between two checkpoints. Default: 1 minute.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Minimum time between the end of a checkpoint and the start of the next. Default: 500 ms.</summary>
    public TimeSpan CheckpointMinPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A checkpoint that takes longer fails the job. Default: 10 minutes.</summary>
    public TimeSpan CheckpointTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Checkpoints that are retained, at least 1. Default: 3.</summary>
    public int CheckpointRetention { get; init; } = 3;

    /// <summary>
    /// Whether the job may start from an earlier checkpoint where the newest is damaged. The records after it are read again, and
    /// output that sinks have made visible since is duplicated. Default: no, the start fails.
    /// </summary>
    public bool AllowFallback { get; init; }

    /// <summary>
    /// The checkpoint to start from, of those that are retained; <see langword="null"/>: the newest. The records after an earlier one are read again, and
    /// output that sinks have made visible since is duplicated.
    /// </summary>
    public long? FromCheckpoint { get; init; }

    /// <summary>What to do where there is no checkpoint, but an earlier job has left traces in the services that the pipeline reads and writes.</summary>
    public MissingState OnMissingState { get; init; } = MissingState.Refuse;

    /// <summary>Whether the caller has locked the store, for this attempt and later ones.</summary>
    internal bool IsStoreLocked { get; init; }

    /// <summary>The nodes that it runs, where the pipeline has several graphs that are not connected; null: all.</summary>
    internal IReadOnlySet<string>? Nodes { get; init; }

    /// <summary>What nodes take from the outputs of runs; of the type that the generator has written for the pipeline. Null: no node takes any.</summary>
    internal object? StreamInputs { get; init; }

    /// <summary>A message with more bytes is rejected without being decoded. Default: 1 MiB.</summary>
    public int RecordLimit { get; init; } = 1 << 20;

    /// <summary>How long connectors try to reach their service at start. Default: 1 minute.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Connectors that replace those that the pipeline class declares. Default: none.</summary>
    public Connectors.IConnectorReplacement? Connectors { get; init; }

    /// <summary>Default buffer of an edge. Use 4 to 8 batches: 64 measured 13 % slower, unbounded 40 %.</summary>
    public EdgeBuffer Buffer { get; init; } = new(8);
}
