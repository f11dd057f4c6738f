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

    /// <summary>Id of the pipeline.</summary>
    public string Pipeline { get; }

    /// <summary>Id of the node that failed.</summary>
    public string Node { get; }
}
