namespace Dataflow.Pipelines;

/// <summary>How the pauses between the restarts of a job that fails follow each other, and when it is given up.</summary>
public enum Restart
{
    /// <summary>Each pause is twice as long as the one before, until a checkpoint completes. The default.</summary>
    Exponential,

    /// <summary>All pauses are as long.</summary>
    FixedDelay,

    /// <summary>All pauses are as long; the job is given up when it fails too often in a span of time.</summary>
    FailureRate,

    /// <summary>The first failure ends the pipeline.</summary>
    Never,
}
