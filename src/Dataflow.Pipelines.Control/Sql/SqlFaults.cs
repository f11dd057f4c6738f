using System.Data.Common;
using System.Globalization;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Control.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>What has gone wrong with a statement, and what can be done.</summary>
internal sealed class SqlFaults(SqlDatabase database, RunContext run)
{
    private const string Passes = " The fault may pass: RetryWhen of the node decides whether it is tried again.";

    /// <summary>The description; null where the fault describes itself.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="text">The statement that was executing; null where it was another.</param>
    public SqlFailedException? Describe(Exception fault, SqlText? text) => fault switch
    {
        SqlFailedException or ConnectorException or OperationCanceledException => null,
        DbException refusal => Refused(refusal, text),
        FormatException => Result(fault.Message, "Name the columns of the query as those of the output, in snake_case, and give them its types by CAST.", fault),
        _ => new SqlFailedException($"'{run.Node}' cannot execute its statement in {database}: {Sentence(fault.Message)}", fault),
    };

    /// <summary>There is no connection. The fault is not part of the exception: some providers quote the connection string.</summary>
    public SqlFailedException Unreachable(Exception fault)
    {
        if (fault is not (DbException or TimeoutException or IOException))
        {
            return new SqlFailedException($"'{run.Node}' cannot connect to {database}: its connection string cannot be read. Check its keywords and values against the documentation of the provider.");
        }

        var reason = fault.GetBaseException() is DbException refusal ? Message(refusal) : fault.GetBaseException().Message;
        var secret = database.Source.ConnectionString;
        return new SqlFailedException(
            $"'{run.Node}' cannot connect to {database}: {(secret.Length > 0 && reason.Contains(secret, StringComparison.Ordinal) ? "the connection is refused." : Sentence(reason))} "
            + $"Check that the database is there, and its connection string.{(IsTransient(fault) ? Passes : "")}")
        {
            IsTransient = IsTransient(fault),
            Code = fault is DbException { SqlState: { } state } ? state : null,
        };
    }

    /// <summary>The result is not what the node needs.</summary>
    public SqlFailedException Result(string problem, string advice, Exception? cause = null)
    {
        var text = $"The statement of '{run.Node}' was rolled back in {database}: {Sentence(problem)} {advice}";
        return cause is null ? new SqlFailedException(text) : new SqlFailedException(text, cause);
    }

    private static bool IsTransient(Exception fault) => fault switch
    {
        SqliteException sqlite => SqliteFaults.IsLocked(sqlite),
        DbException other => other.IsTransient || other.Message.StartsWith("TransactionContext Error", StringComparison.Ordinal),
        _ => fault is TimeoutException,
    };

    // Npgsql puts the parts of the server's answer into the data of the exception; its message repeats them.
    private static string Message(DbException fault) =>
        fault.Data["MessageText"] as string
        ?? (fault is SqliteException && fault.Message.IndexOf('\'', StringComparison.Ordinal) is >= 0 and var start && fault.Message.LastIndexOf('\'') is var end && end > start
            ? fault.Message[(start + 1)..end]
            : fault.Message.TrimEnd());

    private static string? Code(DbException fault) =>
        fault is SqliteException sqlite ? sqlite.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture) : fault.SqlState;

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' or '^' ? text : text + ".";

    private SqlFailedException Refused(DbException fault, SqlText? text)
    {
        var isSqlite = fault is SqliteException;
        var code = Code(fault) is { } state ? isSqlite ? $" (SQLite error {state})" : $" (SQLSTATE {state})" : "";
        var line = text is not null && Convert.ToInt32(fault.Data["Position"] ?? 0, CultureInfo.InvariantCulture) is > 0 and var position ? text.LineOf(position) : "";
        var hint = fault.Data["Hint"] is string advice ? $"\n{Sentence(advice)}" : "";
        return new SqlFailedException(
            $"{database} has refused the statement of '{run.Node}', which was rolled back: {(code.Length > 0 ? Message(fault).TrimEnd('.') + code + "." : Sentence(Message(fault)))}{line}{hint}"
            + (IsTransient(fault) ? Passes : ""),
            fault)
        {
            IsTransient = IsTransient(fault),
            Code = Code(fault),
        };
    }
}
