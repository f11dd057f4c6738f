namespace Dataflow.Pipelines.Control;

/// <summary>What opened a run.</summary>
public enum RunCauseKind
{
    /// <summary>A schedule.</summary>
    Cron,

    /// <summary>An event.</summary>
    Event,

    /// <summary>A value that became true.</summary>
    Value,

    /// <summary>A person or a program.</summary>
    Manual,

    /// <summary>A backfill.</summary>
    Backfill,

    /// <summary>A node of another pipeline.</summary>
    Parent,
}
