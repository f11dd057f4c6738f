using System.Data.Common;
using System.Text;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>The table of executions that have been done. Its row is of the same transaction as their effects: both are there, or neither.</summary>
internal sealed class SqlLedger(SqlDialect dialect, TableName table)
{
    private const int Attempts = 5;
    private readonly string _table = SqlDialect.Quote(table);

    /// <summary>Creates the table where it is missing; before the transaction, so that several nodes that do so at once do not fail each other.</summary>
    public async Task EnsureAsync(SqlConnectionScope connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Not CREATE TABLE IF NOT EXISTS at once: it needs a right that the node does not need once the table is there.
                await connection.ReadAsync($"SELECT execution_key, output, completed_at FROM {_table} WHERE 1 = 0", [], cancellationToken);
                return;
            }
            catch (DbException) when (attempt < Attempts)
            {
            }

            try
            {
                await connection.ExecuteAsync(
                    $"CREATE TABLE IF NOT EXISTS {_table} (execution_key TEXT PRIMARY KEY, output TEXT NOT NULL, completed_at {dialect.InstantType} NOT NULL)",
                    [],
                    cancellationToken);
            }
            catch (DbException) when (attempt < Attempts - 1)
            {
                // Another attempt has created it at the same time.
            }
        }
    }

    /// <summary>Claims the execution for this transaction. In PostgreSQL and SQLite it waits for another transaction that has claimed it; DuckDB refuses the second.</summary>
    /// <returns>The output where the execution was done before; null where it is claimed.</returns>
    public async Task<ReadOnlyMemory<byte>?> ClaimAsync(SqlConnectionScope connection, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sql = $"INSERT INTO {_table} (execution_key, output, completed_at) VALUES ({dialect.Marker(0)}, '', {dialect.Marker(1)}) ON CONFLICT DO NOTHING";
        try
        {
            if (await connection.ExecuteAsync(sql, [key, now], cancellationToken) == 1)
            {
                return null;
            }
        }
        catch (DbException fault) when (dialect == SqlDialect.DuckDb)
        {
            throw new SqlFailedException(
                $"'{key}' cannot be recorded in {table}: {fault.Message.TrimEnd('.')}. Another attempt at it is probably under way, whose output the next attempt returns: RetryWhen of the node "
                + "decides whether there is one.",
                fault)
            { IsTransient = true };
        }

        var output = await connection.ReadAsync($"SELECT output FROM {_table} WHERE execution_key = {dialect.Marker(0)}", [key], cancellationToken);
        return Encoding.UTF8.GetBytes((string)output!);
    }

    /// <summary>Stores the output of the execution that was claimed.</summary>
    public Task CompleteAsync(SqlConnectionScope connection, string key, ReadOnlyMemory<byte> output, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            $"UPDATE {_table} SET output = {dialect.Marker(0)} WHERE execution_key = {dialect.Marker(1)}", [Encoding.UTF8.GetString(output.Span), key], cancellationToken);
}
