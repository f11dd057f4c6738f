namespace Dataflow.Pipelines;

/// <summary>How often a trigger starts its node.</summary>
public enum StartMode
{
    /// <summary>Once in each run; later firings of the run are recorded as coalesced.</summary>
    OncePerRun,

    /// <summary>Besides, at most one active over all runs.</summary>
    Once,

    /// <summary>One execution a firing, queued.</summary>
    Repeat,
}
