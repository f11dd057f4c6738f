namespace Dataflow.Pipelines.Control;

/// <summary>A command cannot be carried out; nothing was changed. The message says why, and what can be done.</summary>
public sealed class CommandException : Exception
{
    /// <summary>A command cannot be carried out.</summary>
    public CommandException()
    {
    }

    /// <inheritdoc cref="CommandException()"/>
    /// <param name="message">Why, and what can be done.</param>
    public CommandException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="CommandException()"/>
    /// <param name="message">Why, and what can be done.</param>
    /// <param name="innerException">The cause.</param>
    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
