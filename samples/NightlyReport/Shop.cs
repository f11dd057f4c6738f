using System.Globalization;
using Dataflow.Pipelines;
using Microsoft.Data.Sqlite;

namespace Samples;

/// <summary>Fills the shop's database of orders, in SQLite. The orders of a day are made up, always the same ones: this sample has no shop to ask.</summary>
public sealed class Shop(string orders)
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

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(orders);
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
