using System.Data.Common;
using Dataflow.Pipelines.Control.Stores.Sql;
using Npgsql;

namespace Dataflow.Pipelines.Control.PostgreSql;

/// <summary>A connection to the server. Several statements are one round trip.</summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection) : SqlSession(connection)
{
    public override async Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task ExecuteAllAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)Connection, (NpgsqlTransaction?)Transaction);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            Bind(command.Parameters, statement);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<List<T>> QueryAsync<T>(Statement query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(query);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(rows, read, cancellationToken);
    }

    private NpgsqlCommand Command(Statement statement)
    {
        var command = new NpgsqlCommand(statement.Text, (NpgsqlConnection)Connection, (NpgsqlTransaction?)Transaction);
        Bind(command.Parameters, statement);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, Statement statement)
    {
        foreach (var (name, value) in statement.Values)
        {
            parameters.Add(new NpgsqlParameter(name, Stored(value)));
        }
    }
}
