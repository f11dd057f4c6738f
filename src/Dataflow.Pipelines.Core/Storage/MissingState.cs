namespace Dataflow.Pipelines.Storage;

/// <summary>
/// What a job does that starts without checkpoints although an earlier one has left traces where it reads and writes: offsets that a
/// checkpoint has committed, or parts of files that wait for one.
/// </summary>
public enum MissingState
{
    /// <summary>Stops with an error that names the traces. The default: the state directory is gone, or another one was given.</summary>
    Refuse,

    /// <summary>Runs as a further instance beside those that have left the traces: goes on at the offsets of the group, and touches nothing of theirs.</summary>
    Join,

    /// <summary>Reads again from the earliest message. What was made visible before is there twice.</summary>
    StartOver,

    /// <summary>Goes on at the committed offsets. What was read before and not made visible is lost.</summary>
    AcceptLoss,
}
