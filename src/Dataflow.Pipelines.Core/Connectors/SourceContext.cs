using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Connectors;

/// <summary>What a source may use and must know of its lane.</summary>
public sealed class SourceContext
{
    /// <summary>Id of the pipeline: what two pipelines must not share is named after it.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the node, for errors and metrics.</summary>
    public required string Node { get; init; }

    /// <summary>Which lane of the node this is, from 0.</summary>
    public required int Lane { get; init; }

    /// <summary>Lanes of the node; the splits are spread over them.</summary>
    public required int Lanes { get; init; }

    /// <summary>Where the last checkpoint stopped, of all lanes; empty on a first start.</summary>
    public required IReadOnlyList<SplitPosition> Restored { get; init; }

    /// <summary>
    /// Where the newest checkpoint stopped, of all lanes, while the job runs: a split that another lane has read before continues there, or at the position that the
    /// service has, whichever is further.
    /// </summary>
    public SplitLedger Ledger { get => field ??= new SplitLedger(Restored); init; }

    /// <summary>
    /// Whether the job goes back to an earlier checkpoint than the newest: then <see cref="Restored"/> decides, even where the service
    /// was told of later positions.
    /// </summary>
    public bool IsFallback { get; init; }

    /// <summary>Tells this job from others of the same pipeline whose checkpoints are elsewhere; the same for all starts of one job.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Number of this start of the job, never given before.</summary>
    public long Attempt { get; init; }

    /// <summary>Whether the job started from a checkpoint.</summary>
    public bool IsRestored { get; init; }

    /// <summary>What to do where it did not, but an earlier job has committed positions to the service.</summary>
    public MissingState OnMissingState { get; init; }

    /// <summary>To be called, on any thread, when there is something to read after there was nothing.</summary>
    public required Action Wake { get; init; }

    /// <summary>Asks for a checkpoint soon, on any thread: the source waits until its service is told of positions.</summary>
    public Action RequestCheckpoint { get; init; } = static () => { };

    /// <summary>Where the job's lanes run, and what a source starts beside them: not on threads of its own, so that a test can run all of it on one.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>How long to try to reach the service before it is an error.</summary>
    public required TimeSpan StartupTimeout { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log; carries pipeline and node.</summary>
    public required ILogger Logger { get; init; }
}
