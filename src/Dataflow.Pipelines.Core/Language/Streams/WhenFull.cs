namespace Dataflow.Pipelines;

/// <summary>What a full buffer does with data.</summary>
public enum WhenFull
{
    /// <summary>The upstream waits: nothing is lost.</summary>
    Wait,

    /// <summary>What arrives is dropped and counted.</summary>
    DropNewest,

    /// <summary>What has waited longest is dropped and counted.</summary>
    DropOldest,

    /// <summary>Only the newest is kept; the rest is dropped and counted.</summary>
    KeepLatest,

    /// <summary>The job stops.</summary>
    Fail,
}
