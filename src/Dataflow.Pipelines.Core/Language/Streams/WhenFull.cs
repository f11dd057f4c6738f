namespace Dataflow.Pipelines;

/// <summary>How a full buffer treats data.</summary>
public enum WhenFull
{
    /// <summary>The upstream waits: nothing is lost.</summary>
    Wait,

    /// <summary>The arriving records are dropped and counted.</summary>
    DropNewest,

    /// <summary>The records that have waited longest are dropped and counted.</summary>
    DropOldest,

    /// <summary>Only the newest batch is retained; the others are dropped and counted.</summary>
    KeepLatest,

    /// <summary>The job stops.</summary>
    Fail,
}
