using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Sql;

/// <summary>One attempt at a statement: a connection, a transaction, and what becomes of the result.</summary>
internal sealed class SqlAttempt(SqlDatabase database, SqlStatement statement, SqlOutput output, RunContext run)
{
    private readonly SqlFaults _faults = new(database, run);
    private readonly SqlProgress _progress = new(run, statement.ProgressRows);
    private readonly TimeProvider _time = run.Services.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;

    // While it is executing: positions in faults are of it.
    private SqlText? _text;

    /// <summary>Executes it.</summary>
    /// <returns>The output.</returns>
    public async Task<ReadOnlyMemory<byte>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return database.Dialect.IsSynchronous ? await Task.Run(() => TransactAsync(cancellationToken), CancellationToken.None) : await TransactAsync(cancellationToken);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is not OperationCanceledException)
        {
            // SQLite reports an error like any other.
            throw new OperationCanceledException($"The statement of '{run.Node}' was cancelled.", fault, cancellationToken);
        }
        catch (Exception fault) when (_faults.Describe(fault, _text) is { } described)
        {
            throw described;
        }
    }

    private async Task<ReadOnlyMemory<byte>> TransactAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SqlConnectionScope.OpenAsync(database, _faults, _time, cancellationToken);
        var ledger = statement.Ledger is { } table ? new SqlLedger(database.Dialect, table) : null;
        if (ledger is not null)
        {
            await ledger.EnsureAsync(connection, cancellationToken);
        }

        await connection.BeginAsync(cancellationToken);
        if (ledger is not null && await ledger.ClaimAsync(connection, run.Key, _time.GetUtcNow(), cancellationToken) is { } done)
        {
            return done;
        }

        var result = await ExecuteAsync(connection, cancellationToken);
        if (ledger is not null)
        {
            await ledger.CompleteAsync(connection, run.Key, result, cancellationToken);
        }

        await connection.CommitAsync(cancellationToken);
        return result;
    }

    private Task<ReadOnlyMemory<byte>> ExecuteAsync(SqlConnectionScope connection, CancellationToken cancellationToken) =>
        statement.TableColumn is { } column ? ToTableAsync(connection, column, cancellationToken)
        : statement.File is { } file ? ToFileAsync(connection, file, cancellationToken)
        : output.HasRow ? ToRecordAsync(connection, cancellationToken)
        : ToCountAsync(connection, cancellationToken);

    private async Task<ReadOnlyMemory<byte>> ToTableAsync(SqlConnectionScope connection, string column, CancellationToken cancellationToken)
    {
        var name = SqlResultName.Of(run);
        var table = statement.TableSchema is { } schema ? TableName.Of(schema, name) : TableName.Of(name);
        var quoted = SqlDialect.Quote(table);
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS {quoted}", [], cancellationToken);
        await using (var command = Command(connection, $"CREATE TABLE {quoted} AS\n"))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _text = null;
        var rows = Convert.ToInt64(await connection.ReadAsync($"SELECT COUNT(*) FROM {quoted}", [], cancellationToken), CultureInfo.InvariantCulture);
        return Write(null, rows, writer => writer.WriteString(column, table.ToString()));
    }

    private async Task<ReadOnlyMemory<byte>> ToFileAsync(SqlConnectionScope connection, SqlFile file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetFullPath(file.Folder), SqlResultName.Of(run) + file.Writer.Extension);
        Directory.CreateDirectory(file.Folder);
        await using var command = Command(connection, "");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (rows.FieldCount == 0)
        {
            if (!await rows.NextResultAsync(cancellationToken))
            {
                throw _faults.Result("it has no query, whose rows would be written to a file", "Write one query.");
            }
        }

        var count = await file.Writer.WriteAsync(rows, path, _progress, cancellationToken);
        while (await rows.NextResultAsync(cancellationToken))
        {
            if (rows.FieldCount > 0)
            {
                throw _faults.Result("it has several queries, and the rows of one are written to a file", "Write one query.");
            }
        }

        _text = null;
        return Write(null, count, writer =>
        {
            if (statement.FileColumn is { } column)
            {
                writer.WriteString(column, path);
            }
        });
    }

    private async Task<ReadOnlyMemory<byte>> ToRecordAsync(SqlConnectionScope connection, CancellationToken cancellationToken)
    {
        var before = await ChangesAsync(connection, cancellationToken);
        await using var command = Command(connection, "");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);

        // The result is that of the last query.
        (string Name, object? Value)[]? row = null;
        var count = 0;
        do
        {
            if (rows.FieldCount > 0)
            {
                (row, count) = await FirstAsync(rows, cancellationToken);
            }
        }
        while (await rows.NextResultAsync(cancellationToken));

        _text = null;
        return count == 1 ? Write(row, await ChangesAsync(connection, cancellationToken) - before ?? rows.RecordsAffected, static _ => { })
            : throw _faults.Result(
                count == 0 ? "it has returned no row, and the output is one row" : "it has returned more than one row, and the output is one row",
                "Let the last query return one row in each case, as one that aggregates does.");
    }

    private async Task<ReadOnlyMemory<byte>> ToCountAsync(SqlConnectionScope connection, CancellationToken cancellationToken)
    {
        var before = await ChangesAsync(connection, cancellationToken);
        await using var command = Command(connection, "");
        var rows = Math.Max(0, await command.ExecuteNonQueryAsync(cancellationToken));
        _text = null;
        return Write(null, await ChangesAsync(connection, cancellationToken) - before ?? rows, static _ => { });
    }

    private async Task<long?> ChangesAsync(SqlConnectionScope connection, CancellationToken cancellationToken) =>
        database.Dialect.ChangesQuery is { } query ? Convert.ToInt64(await connection.ReadAsync(query, [], cancellationToken), CultureInfo.InvariantCulture) : null;

    private static async Task<((string Name, object? Value)[]? Row, int Count)> FirstAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
        {
            return (null, 0);
        }

        var row = RowJson.Capture(rows);
        return (row, await rows.ReadAsync(cancellationToken) ? 2 : 1);
    }

    private DbCommand Command(SqlConnectionScope connection, string prefix)
    {
        _text = new SqlText(database.Dialect, statement, prefix);
        var command = connection.Command();
        _text.Bind(command);
        return command;
    }

    // A negative number: the provider does not report it.
    private ReadOnlyMemory<byte> Write((string Name, object? Value)[]? row, long count, Action<Utf8JsonWriter> more)
    {
        _progress.Report(count);
        return output.Write(row, writer =>
        {
            if (statement.RowCountColumn is { } column && count >= 0)
            {
                writer.WriteNumber(column, count);
            }

            more(writer);
        });
    }
}
