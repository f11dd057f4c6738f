namespace Dataflow.Pipelines.Control.Testing;

/// <summary>A test of a control plane asks for what is not there, or a crash has another result. The message says where, what was there instead, and what to do.</summary>
public sealed class ControlTestException : Exception
{
    /// <summary>A fault of a test.</summary>
    public ControlTestException()
    {
    }

    /// <inheritdoc cref="ControlTestException()"/>
    /// <param name="message">Where, what, and what to do.</param>
    public ControlTestException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ControlTestException()"/>
    /// <param name="message">Where, what, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ControlTestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
