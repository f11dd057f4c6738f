using System.Net.Sockets;
using Npgsql;

namespace Dataflow.Pipelines.Control.PostgreSql;

/// <summary>What has gone wrong with a server, and what can be done.</summary>
internal static class PostgreSqlFaults
{
    /// <summary>The description; null where it is another fault.</summary>
    public static (string Text, bool MayPass)? Describe(string name, string user, Exception fault) => fault switch
    {
        PostgresException server => ($"The run store {name} {Describe(server, user)}", !IsSettled(server)),
        NpgsqlException or SocketException or TimeoutException or IOException => ($"The run store {name} {Describe(fault)}", true),
        _ => null,
    };

    private static bool IsSettled(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction;

    private static string Describe(Exception fault) => Innermost(fault) switch
    {
        SocketException socket => $"cannot be reached: {socket.Message}. Check that the server runs and that host and port are right; the control plane continues by itself.",
        TimeoutException => "did not answer in time. Check the load and the locks of the server; the control plane continues by itself.",
        EndOfStreamException => "has closed the connection. The control plane connects again by itself.",
        var other => $"cannot be used: {other.Message}",
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string Describe(PostgresException fault, string user) => fault.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"refuses the user '{user}'. Check name and password, and pg_hba.conf of the server.",
        PostgresErrorCodes.InvalidCatalogName => "does not exist: create the database, or name another one.",
        PostgresErrorCodes.InsufficientPrivilege => $"refuses the user '{user}' a right: {fault.MessageText}. Grant USAGE and CREATE on the schema, and all rights on the tables named pipeline_*.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "is read-only, as a standby server is. Name the primary server.",
        PostgresErrorCodes.DiskFull => "cannot grow: the disk of the server is full. Free space; the control plane continues by itself.",
        PostgresErrorCodes.TooManyConnections => "has no connection left: raise max_connections of the server, or use fewer. The control plane connects again by itself.",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            "is starting or shutting down. The control plane connects again by itself.",
        _ => $"has failed: {fault.MessageText} (SQLSTATE {fault.SqlState}).",
    };

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
