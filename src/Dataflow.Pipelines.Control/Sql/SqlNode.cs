using System.ComponentModel;
using Dataflow.Pipelines.Control;
using Dataflow.Pipelines.Control.Sql;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The attempt of an SQL node: one connection, one transaction. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SqlNode
{
    /// <summary>Executes a statement whose one row is the output.</summary>
    /// <typeparam name="T">The output: its columns are those of the row, by name, and those that the statement names.</typeparam>
    /// <param name="database">The database.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="run">The run and the attempt.</param>
    /// <param name="cancellationToken">Cancels the statement in the database; nothing of it remains.</param>
    /// <returns>The output: one JSON object in UTF-8.</returns>
    /// <exception cref="SqlFailedException">The database cannot be reached, refuses the statement, or its result is no such output. Nothing of the attempt remains.</exception>
    public static Task<ReadOnlyMemory<byte>> RunAsync<T>(SqlDatabase database, SqlStatement statement, RunContext run, CancellationToken cancellationToken)
        where T : struct, IRecord<T>
    {
        Check(database, statement, run);
        return new SqlAttempt(database, statement, SqlOutput.Of<T>(statement), run).RunAsync(cancellationToken);
    }

    /// <summary>Executes a statement without an output.</summary>
    /// <param name="database">The database.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="run">The run and the attempt.</param>
    /// <param name="cancellationToken">Cancels the statement in the database; nothing of it remains.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="SqlFailedException">The database cannot be reached, or refuses the statement. Nothing of the attempt remains.</exception>
    public static Task<ReadOnlyMemory<byte>> RunAsync(SqlDatabase database, SqlStatement statement, RunContext run, CancellationToken cancellationToken)
    {
        Check(database, statement, run);
        return new SqlAttempt(database, statement, SqlOutput.None, run).RunAsync(cancellationToken);
    }

    private static void Check(SqlDatabase database, SqlStatement statement, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(run);
        if (statement is { TableColumn: not null, File: not null })
        {
            throw new ArgumentException("The rows of a statement become a table or a file, not both.", nameof(statement));
        }
    }
}
