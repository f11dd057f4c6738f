using System.Data.Common;
using Dataflow.Pipelines.Control.Stores.Sql;
using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control.Stores.Sqlite;

/// <summary>A connection to a file. Statements are prepared once.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession(connection)
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public override Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken) => Prepare(statement).ExecuteNonQueryAsync(cancellationToken);

    public override async Task ExecuteAllAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await ExecuteAsync(statement, cancellationToken);
        }
    }

    public override async Task<List<T>> QueryAsync<T>(Statement query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var rows = await Prepare(query).ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(rows, read, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        _commands.Clear();
        await base.DisposeAsync();
    }

    private SqliteCommand Prepare(Statement statement)
    {
        if (!_commands.TryGetValue(statement.Text, out var command))
        {
            command = (SqliteCommand)Connection.CreateCommand();
            command.CommandText = statement.Text;
            foreach (var (name, _) in statement.Values)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
            }

            _commands.Add(statement.Text, command);
        }

        for (var i = 0; i < statement.Values.Length; i++)
        {
            command.Parameters[i].Value = Stored(statement.Values[i].Value);
        }

        command.Transaction = (SqliteTransaction?)Transaction;
        return command;
    }
}
