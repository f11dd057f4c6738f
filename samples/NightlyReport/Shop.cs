using System.Globalization;
using Dataflow.Pipelines;
using Microsoft.Data.Sqlite;

namespace Samples;

/// <summary>The shop's orders in a SQLite database. The orders of a day are made up, always the same ones: this sample has no shop to ask.</summary>
public sealed class Shop(string path)
{
    private static readonly string[] Products = ["bread", "butter", "cheese", "honey", "milk", "tea"];

    /// <summary>Replaces the orders of the day before the run: a second attempt gives the same rows.</summary>
    public async Task<Collected> CollectAsync(RunContext run, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(run.LogicalTime.DateTime).AddDays(-1);
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var connection = await OpenAsync(ct);
        await using var transaction = connection.BeginTransaction();
        await ExecuteAsync(connection, "DELETE FROM orders WHERE day = @day", ct, ("@day", text));
        var random = new Random(day.DayNumber);
        var orders = random.Next(200, 400);
        for (var i = 0; i < orders; i++)
        {
            // One in a hundred orders has no product.
            await ExecuteAsync(
                connection, "INSERT INTO orders VALUES (@day, @product, @cents)", ct,
                ("@day", text), ("@product", random.Next(100) == 0 ? "" : Products[random.Next(Products.Length)]), ("@cents", random.Next(100, 5_000)));
        }

        await transaction.CommitAsync(ct);
        return new Collected(text, orders);
    }

    /// <summary>Counts the orders that name a product.</summary>
    public async Task<Quality> CheckAsync(Collected collected, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = Command(connection, "SELECT COUNT(*) FROM orders WHERE day = @day AND product <> ''", ("@day", collected.Day));
        var usable = (long)(await command.ExecuteScalarAsync(ct))!;
        return new Quality(collected.Day, usable, (double)usable / collected.Orders);
    }

    /// <summary>Adds up what was sold.</summary>
    public async Task<Sales> TotalAsync(string day, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = Command(
            connection,
            """
            SELECT COUNT(*), SUM(cents), (SELECT product FROM orders WHERE day = @day AND product <> '' GROUP BY product ORDER BY SUM(cents) DESC LIMIT 1)
            FROM orders WHERE day = @day AND product <> ''
            """,
            ("@day", day));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new Sales(day, row.GetInt64(0), row.GetInt64(1) / 100m, row.GetString(2));
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection($"Data Source={path}");
        await connection.OpenAsync(ct);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS orders (day TEXT, product TEXT, cents INTEGER)", ct);
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string text, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, text, parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
