namespace Dataflow.Pipelines.Control;

/// <summary>The run store cannot be used. The message names the store and says what can be done.</summary>
public sealed class RunStoreException : Exception
{
    /// <summary>The run store cannot be used.</summary>
    public RunStoreException()
    {
    }

    /// <inheritdoc cref="RunStoreException()"/>
    /// <param name="message">Where, what, why, and what to do.</param>
    public RunStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Whether it may pass without a change of the store or of its name: a server that starts, a lock that is released.</summary>
    internal bool MayPass { get; init; } = true;

    /// <inheritdoc cref="RunStoreException()"/>
    /// <param name="message">Why, and what can be done.</param>
    /// <param name="innerException">The cause.</param>
    public RunStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
