namespace Dataflow.Pipelines;

/// <summary>How long the pauses between the restarts of a failing job are, and when it is no longer restarted.</summary>
public enum Restart
{
    /// <summary>Each pause is twice as long as the one before, until a checkpoint completes. The default.</summary>
    Exponential,

    /// <summary>All pauses have the same length.</summary>
    FixedDelay,

    /// <summary>All pauses have the same length; the job is no longer restarted when it fails too often within a period.</summary>
    FailureRate,

    /// <summary>The first failure ends the pipeline.</summary>
    Never,
}
