namespace Dataflow.Pipelines.Control;

/// <summary>The statement of an SQL node has failed; nothing of the attempt remains in the database. The message shows the statement with markers, never values of parameters or a connection string.</summary>
public sealed class SqlFailedException : Exception
{
    /// <summary>A statement has failed.</summary>
    public SqlFailedException()
    {
    }

    /// <inheritdoc cref="SqlFailedException()"/>
    /// <param name="message">Where, what, why, and what to do.</param>
    public SqlFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SqlFailedException()"/>
    /// <param name="message">Where, what, why, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SqlFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same statement may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The SQLSTATE, or the code of the database; <see langword="null"/> where there is none.</summary>
    public string? Code { get; init; }
}
