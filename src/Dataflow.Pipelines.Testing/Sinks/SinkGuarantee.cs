namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>How often a reader of the sink's output finds a record.</summary>
public enum SinkGuarantee
{
    /// <summary>Once, and not before the checkpoint that covers it is committed.</summary>
    ExactlyOnce,

    /// <summary>At least once: records after the last checkpoint are written again after a failure.</summary>
    AtLeastOnce,
}
