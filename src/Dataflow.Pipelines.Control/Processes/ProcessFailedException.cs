namespace Dataflow.Pipelines.Control;

/// <summary>A program cannot be started, has failed, or has written no valid result. The message names the program, never its arguments or environment.</summary>
public sealed class ProcessFailedException : Exception
{
    /// <summary>A program has failed.</summary>
    public ProcessFailedException()
    {
    }

    /// <inheritdoc cref="ProcessFailedException()"/>
    /// <param name="message">Where, what, why, and what to do.</param>
    public ProcessFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ProcessFailedException()"/>
    /// <param name="message">Where, what, why, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ProcessFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
