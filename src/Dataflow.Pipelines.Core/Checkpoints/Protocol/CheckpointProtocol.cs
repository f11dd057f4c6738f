using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>
/// The protocol of checkpoints as an immutable value: which one is under way, which lanes have acknowledged it, when it is complete or discarded. Each
/// method is a transition to the next value, without IO, clock or lock: the coordinator holds the current value under its lock, and a test explores all
/// values that a small job can reach.
/// </summary>
/// <remarks>
/// A lane is its index among all lanes of the job. A number is given to one checkpoint only, even if that was discarded: sinks identify
/// their commits by it.
/// </remarks>
internal sealed record CheckpointProtocol
{
    private readonly int _lanes;
    private readonly int _sources;
    private readonly int _tolerated;

    /// <param name="lanes">Lanes of the job, those of sources included.</param>
    /// <param name="sources">Lanes of sources.</param>
    /// <param name="newest">The highest number that was given in earlier starts; 0 where there was none.</param>
    /// <param name="restored">The checkpoint that the job has started from; 0 where there was none.</param>
    /// <param name="tolerated">How many checkpoints in a row may fail before the job does.</param>
    public CheckpointProtocol(int lanes, int sources, long newest, long restored, int tolerated = 0)
    {
        (_lanes, _sources, _tolerated) = (lanes, sources, tolerated);
        (Number, Completed) = (newest, restored);
    }

    public CheckpointPhase Phase { get; private init; }

    /// <summary>The highest number given so far: that of the checkpoint under way, where there is one.</summary>
    public long Number { get; private init; }

    /// <summary>The newest checkpoint whose manifest is durable, or the one that the job has started from; 0 where there is none.</summary>
    public long Completed { get; private init; }

    /// <summary>Whether sources read nothing after the barrier of the checkpoint under way.</summary>
    public bool IsLast { get; private init; }

    /// <summary>Whether the data has ended: the checkpoint under way covers all of it.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>When the next one may start.</summary>
    public CheckpointDue Due => Phase != CheckpointPhase.None ? CheckpointDue.No
        : HaveAllEnded || IsLastRequested ? CheckpointDue.Now
        : IsRequested ? CheckpointDue.AfterPause : CheckpointDue.No;

    private bool IsRequested { get; init; }

    private bool IsLastRequested { get; init; }

    private LaneSet EndedSources { get; init; }

    private LaneSet Acknowledged { get; init; }

    private LaneSet Durable { get; init; }

    private int Failures { get; init; }

    private bool HaveAllEnded => _sources > 0 && EndedSources.Count == _sources;

    /// <summary>Requests a checkpoint. Requests do not add up; one that arrives while a checkpoint is under way is for the next.</summary>
    public CheckpointProtocol Request() => this with { IsRequested = true };

    /// <summary>Requests a last checkpoint, after the one under way; then the job ends.</summary>
    public CheckpointProtocol RequestLast() => this with { IsLastRequested = true };

    /// <summary>A lane of a source has read all of its data.</summary>
    public CheckpointProtocol EndSource(int lane) => this with { EndedSources = EndedSources.With(lane) };

    /// <summary>The next checkpoint starts: its number is <see cref="Number"/>, and each source sends its barrier.</summary>
    public CheckpointProtocol Start() => Due == CheckpointDue.No
        ? throw new EngineFaultException($"A checkpoint was started after {Number} although none is due ({Phase}).")
        : this with
        {
            Phase = CheckpointPhase.Gathering,
            Number = Number + 1,
            IsFinal = HaveAllEnded,
            IsLast = HaveAllEnded || IsLastRequested,
            IsRequested = false,
            Acknowledged = default,
            Durable = default,
        };

    /// <summary>Whether a checkpoint is the one under way. Reports about another are ignored: it has expired, and no manifest will list it.</summary>
    public bool IsGathering(long checkpoint) => checkpoint > Number
        ? throw new EngineFaultException($"A lane has reported checkpoint {checkpoint}, but the newest is {Number}.")
        : checkpoint == Number && Phase == CheckpointPhase.Gathering;

    /// <summary>The barrier has passed a lane, which stores its state.</summary>
    public CheckpointProtocol Acknowledge(long checkpoint, int lane) => !IsGathering(checkpoint) ? this
        : Acknowledged.Contains(lane) ? throw new EngineFaultException($"Lane {lane} has acknowledged checkpoint {checkpoint} twice.")
        : this with { Acknowledged = Acknowledged.With(lane) };

    /// <summary>The state of a lane is durable. That of the last of them completes the checkpoint: its manifest may be written.</summary>
    public CheckpointProtocol Store(long checkpoint, int lane)
    {
        if (!IsGathering(checkpoint))
        {
            return this;
        }

        if (!Acknowledged.Contains(lane))
        {
            throw new EngineFaultException($"Lane {lane} has stored its state of checkpoint {checkpoint} but has not acknowledged it.");
        }

        var durable = Durable.With(lane);
        return this with { Durable = durable, Phase = durable.Count == _lanes ? CheckpointPhase.Writing : CheckpointPhase.Gathering };
    }

    /// <summary>
    /// A checkpoint takes too long, or a lane could not store its state: it is discarded, and the next is requested, as long as that is tolerated. One
    /// whose state is durable already continues.
    /// </summary>
    public CheckpointProtocol Discard(long checkpoint) => !IsGathering(checkpoint) ? this
        : IsLast || Failures >= _tolerated ? this with { Phase = CheckpointPhase.Failed }
        : this with { Phase = CheckpointPhase.None, Failures = Failures + 1, IsRequested = true };

    /// <summary>The manifest is durable: a restart resumes from this checkpoint, and its commit may begin.</summary>
    public CheckpointProtocol Write() => Phase == CheckpointPhase.Writing
        ? this with { Phase = CheckpointPhase.Committing, Completed = Number, Failures = 0 }
        : throw new EngineFaultException($"A manifest of checkpoint {Number} was written in the wrong phase ({Phase}).");

    /// <summary>Sinks and sources have committed.</summary>
    public CheckpointProtocol Commit() => Phase == CheckpointPhase.Committing
        ? this with { Phase = IsLast ? CheckpointPhase.Over : CheckpointPhase.None }
        : throw new EngineFaultException($"Checkpoint {Number} was committed in the wrong phase ({Phase}).");

    /// <summary>Whether the state of a lane is durable in the checkpoint under way.</summary>
    public bool Has(int lane) => Durable.Contains(lane);
}
