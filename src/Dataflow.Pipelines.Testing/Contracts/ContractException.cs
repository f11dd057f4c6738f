namespace Dataflow.Pipelines.Testing.Contracts;

/// <summary>The tested component violates its contract.</summary>
public sealed class ContractException : Exception
{
    /// <summary>A violation of a contract.</summary>
    /// <param name="message">The expected and the actual behavior.</param>
    /// <param name="innerException">The cause.</param>
    public ContractException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
