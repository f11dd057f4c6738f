namespace Dataflow.Pipelines.Telemetry;

/// <summary>What can be wrong with a pipeline.</summary>
public enum HealthProblemKind
{
    /// <summary>No job of it runs: it has ended or failed, or waits to be started again.</summary>
    NotRunning,

    /// <summary>No checkpoint has completed for three times the interval.</summary>
    CheckpointOverdue,

    /// <summary>No lane of a source has a partition.</summary>
    NoPartitions,

    /// <summary>The service of a source answers nothing.</summary>
    NothingFetched,

    /// <summary>A node does not process what waits for it.</summary>
    Stalled,
}
