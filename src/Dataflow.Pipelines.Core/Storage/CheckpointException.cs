namespace Dataflow.Pipelines.Storage;

/// <summary>A checkpoint cannot be written or read. The message names the location and what to do.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>An error without a cause.</summary>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public CheckpointException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
