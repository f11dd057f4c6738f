namespace Dataflow.Pipelines;

/// <summary>How often a trigger starts its node.</summary>
public enum StartMode
{
    /// <summary>Once in each run; later firings of the run are recorded as coalesced.</summary>
    OncePerRun,

    /// <summary>As <see cref="OncePerRun"/>, and at most one active execution over all runs.</summary>
    Once,

    /// <summary>One execution per firing, queued.</summary>
    Repeat,
}
