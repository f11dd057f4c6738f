using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Connectors;

/// <summary>The context of a source in its lane.</summary>
public sealed class SourceContext
{
    /// <summary>Id of the pipeline: part of the names of resources that two pipelines must not share.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the node, for errors and metrics.</summary>
    public required string Node { get; init; }

    /// <summary>Index of the lane, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>Lanes of the node; the splits are spread over them.</summary>
    public required int Lanes { get; init; }

    /// <summary>The positions of all lanes in the checkpoint that the job starts from; empty on a first start.</summary>
    public required IReadOnlyList<SplitPosition> Restored { get; init; }

    /// <summary>
    /// The positions of all lanes in the newest checkpoint, updated while the job runs: a split that another lane has read before continues there, or at the position of
    /// the service, whichever is further.
    /// </summary>
    public SplitLedger Ledger { get => field ??= new SplitLedger(Restored); init; }

    /// <summary>
    /// Whether the job starts from an earlier checkpoint than the newest: then <see cref="Restored"/> decides, even where later positions
    /// were committed to the service.
    /// </summary>
    public bool IsFallback { get; init; }

    /// <summary>Distinguishes this job from others of the same pipeline whose checkpoints are elsewhere; the same for all starts of one job.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Number of this attempt, unique.</summary>
    public long Attempt { get; init; }

    /// <summary>Whether the job started from a checkpoint.</summary>
    public bool IsRestored { get; init; }

    /// <summary>What to do where the job started without a checkpoint, but an earlier job has committed positions to the service.</summary>
    public MissingState OnMissingState { get; init; }

    /// <summary>The source calls it, on any thread, when there is a chunk again after there was none.</summary>
    public required Action Wake { get; init; }

    /// <summary>Requests a checkpoint soon, on any thread: the source waits for the commit of positions to its service.</summary>
    public Action RequestCheckpoint { get; init; } = static () => { };

    /// <summary>Runs the job's lanes, and the tasks that a source starts: not on threads of its own, so that a test can run all of it on one.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>How long to try to reach the service before opening fails.</summary>
    public required TimeSpan StartupTimeout { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log; carries pipeline and node.</summary>
    public required ILogger Logger { get; init; }
}
