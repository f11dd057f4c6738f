namespace Dataflow.Pipelines.Connectors;

/// <summary>A connector cannot continue. The message states where, what, why and what to do, without secrets.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>An error without a cause.</summary>
    public ConnectorException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public ConnectorException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
