namespace Dataflow.Pipelines.Storage;

/// <summary>
/// The action of a job that starts without checkpoints although an earlier one has left traces in its sources and sinks: offsets that a
/// checkpoint has committed, or pending parts.
/// </summary>
public enum MissingState
{
    /// <summary>Stops with an error that names the traces. The default: the state directory was deleted, or another one was specified.</summary>
    Refuse,

    /// <summary>Runs as a further instance in addition to those that have left the traces: continues at the offsets of the group, and does not change their traces.</summary>
    Join,

    /// <summary>Reads again from the earliest message. Rows that were made visible before are duplicated.</summary>
    StartOver,

    /// <summary>Continues at the committed offsets. Records that were read before and not made visible are lost.</summary>
    AcceptLoss,
}
