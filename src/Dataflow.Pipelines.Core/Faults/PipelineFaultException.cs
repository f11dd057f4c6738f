using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines;

/// <summary>A job has stopped because a node failed.</summary>
public sealed class PipelineFaultException : Exception
{
    /// <summary>The fault of a node.</summary>
    public PipelineFaultException(string pipeline, string node, Exception cause)
        : base($"Pipeline '{pipeline}' stopped: node '{node}' failed: {cause?.Message}", cause)
    {
        Pipeline = pipeline;
        Node = node;
    }

    /// <summary>
    /// Whether an external event stopped the job, not an error of a node: its splits were reassigned to another reader. A host restarts such a job without
    /// limit, whatever its restart policy is.
    /// </summary>
    public bool CanRestart => InnerException is SplitLostException;

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline { get; }

    /// <summary>Id of the node that failed.</summary>
    public string Node { get; }
}
