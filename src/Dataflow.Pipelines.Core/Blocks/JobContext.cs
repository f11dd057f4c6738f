using System.Collections.Concurrent;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Faults;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The context of one attempt of a job for its lanes: its identity and its services. It does not change while the job runs.</summary>
internal sealed class JobContext
{
    private readonly ConcurrentDictionary<Type, object> _pools = new();
    private readonly ConcurrentDictionary<string, SplitLedger> _ledgers = new();

    /// <summary>Receives the reports of the lanes.</summary>
    public required IJobControl Control { get; init; }

    /// <summary>Id of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Number of this attempt: durable and unique.</summary>
    public required long Attempt { get; init; }

    /// <summary>Distinguishes this job from others of the same pipeline whose checkpoints are elsewhere.</summary>
    public required string Instance { get; init; }

    /// <summary>Whether the job started from a checkpoint.</summary>
    public required bool IsRestored { get; init; }

    /// <summary>Whether the job started from an earlier checkpoint than the newest.</summary>
    public required bool IsFallback { get; init; }

    /// <summary>The seed of <see cref="Keys"/>: that of the checkpoint, generated at the first start.</summary>
    public required KeySecret KeySecret { get; init; }

    /// <summary>The hash of keys, the same in all lanes.</summary>
    public required KeyHash Keys { get; init; }

    /// <summary>Keeps fast sources near slow ones, in event time.</summary>
    public SourceAlignment Alignment { get; } = new();

    public required ICheckpointStore Store { get; init; }

    public required IStateBackend StateBackend { get; init; }

    public required TimeProvider Time { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Connectors that replace the declared ones, in tests.</summary>
    public IConnectorReplacement? Connectors { get; init; }

    /// <summary>What nodes take from the outputs of runs; null: none.</summary>
    public object? StreamInputs { get; init; }

    public required MissingState OnMissingState { get; init; }

    /// <summary>How long a connector may wait for its service when it opens.</summary>
    public required TimeSpan StartupTimeout { get; init; }

    /// <summary>How many times each record has failed the job.</summary>
    public RecordFailures Failures { get; init; } = new(null);

    /// <summary>Maximum size of a message, in bytes.</summary>
    public required int RecordLimit { get; init; }

    /// <summary>Cancelled when the job has failed or was cancelled: messages are dropped unread.</summary>
    public required CancellationToken Ended { get; init; }

    /// <summary>The positions of a source node in the newest checkpoint, of all its lanes.</summary>
    public SplitLedger Ledger(string node) => _ledgers.GetOrAdd(node, static _ => new SplitLedger([]));

    /// <summary>The batches of a record type in this job.</summary>
    public BatchPool<T> Pool<T>()
        where T : struct, IRecord<T> => (BatchPool<T>)_pools.GetOrAdd(typeof(T), static _ => new BatchPool<T>());
}
