namespace Dataflow.Pipelines.Control.Processes;

/// <summary>Where a line of a process's log comes from.</summary>
internal enum ProcessStream
{
    /// <summary>Its standard output.</summary>
    Output,

    /// <summary>Its standard error.</summary>
    Error,

    /// <summary>The runner: what it has discarded or ended.</summary>
    Runner,
}
