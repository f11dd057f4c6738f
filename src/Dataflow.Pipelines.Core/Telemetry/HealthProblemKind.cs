namespace Dataflow.Pipelines.Telemetry;

/// <summary>The kinds of problems of a pipeline.</summary>
public enum HealthProblemKind
{
    /// <summary>No job of it runs: it has ended or failed, or waits for its restart.</summary>
    NotRunning,

    /// <summary>No checkpoint has completed for three times the interval.</summary>
    CheckpointOverdue,

    /// <summary>No lane of a source has a partition.</summary>
    NoPartitions,

    /// <summary>The service of a source does not answer.</summary>
    NothingFetched,

    /// <summary>A node does not process the batches that wait for it.</summary>
    Stalled,
}
