namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>What a reader behind a sink sees of a record.</summary>
public enum SinkGuarantee
{
    /// <summary>Once, and not before the checkpoint that covers it is committed.</summary>
    ExactlyOnce,

    /// <summary>At least once: what was written after the last checkpoint is there again after a failure.</summary>
    AtLeastOnce,
}
