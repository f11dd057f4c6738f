namespace Dataflow.Pipelines.Testing.Contracts;

/// <summary>What is tested does not do what its contract asks.</summary>
public sealed class ContractException : Exception
{
    /// <summary>A breach.</summary>
    /// <param name="message">What was expected, and what was there.</param>
    /// <param name="innerException">What it was thrown for.</param>
    public ContractException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
