using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>The generated calls of statements, on SQLite: values are parameters, names of tables are names, and outputs go from one statement to the next.</summary>
public sealed class WarehouseCopyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test ").FullName;
    private readonly ControlGraph _graph = Graph<WarehouseCopy>();
    private readonly NodeOutputs _outputs;
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly SqlDatabase _database;

    public WarehouseCopyTests()
    {
        _outputs = _graph.CreateOutputs!();
        _database = SqlDatabase.Sqlite(Connection);
    }

    private string Connection => $"Data Source={Path.Combine(_folder, "shop.db")};Pooling=False";

    [Fact]
    public async Task Statements_pass_their_results_on()
    {
        var copied = await RunAsync("copy", 0);
        Assert.Matches("""^{"table":"copy_[a-z0-9_]+","rows":3}$""", copied);
        Assert.Equal("""{"orders":3,"best":"tea","amount":6}""", await RunAsync("total", 1));
        Assert.Equal("""{"rows":1}""", await RunAsync("keep", 2));

        // The execution is in the ledger: the statements have their effects once.
        Assert.Equal("""{"rows":1}""", await RunAsync("keep", 2));
        Assert.Equal(["tea|2.5|run-1"], await QueryAsync("SELECT product || '|' || price || '|' || run FROM \"kept orders\""));

        Assert.Equal("", await RunAsync("clear", 3));
        Assert.DoesNotContain(copied.Split('"')[3], await QueryAsync("SELECT name FROM sqlite_master"));
    }

    [Fact]
    public async Task A_value_is_never_text_of_the_statement()
    {
        var pipeline = new WarehouseCopy(_database) { Day = "' OR 1 = 1; DROP TABLE orders; --" };
        Assert.Contains("\"rows\":0", await RunAsync("copy", 0, pipeline), StringComparison.Ordinal);
        Assert.Equal(["4"], await QueryAsync("SELECT COUNT(*) FROM orders"));
    }

    [Fact]
    public async Task A_nullable_value_may_be_null_and_another_fails_the_attempt()
    {
        await RunAsync("copy", 0);
        Assert.Equal("""{"orders":1,"best":"tea","amount":2.5}""", await RunAsync("total", 1, new WarehouseCopy(_database) { Least = 2.5m }));

        _outputs.Remove(0);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("clear", 3));
        Assert.StartsWith("It takes 'copy.table', which has no value: the node has not completed", fault.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() =>
        await QueryAsync("""
            CREATE TABLE orders (day TEXT, product TEXT, price REAL);
            INSERT INTO orders VALUES ('it''s monday', 'bread', 1.5), ('it''s monday', 'milk', 2), ('it''s monday', 'tea', 2.5), ('tuesday', 'honey', 9)
            """);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> RunAsync(string node, int index, WarehouseCopy? pipeline = null)
    {
        var scope = new TriggerScope { Pipeline = pipeline ?? new WarehouseCopy(_database), Outputs = _outputs, RunId = "run-1", Now = DateTimeOffset.UnixEpoch };
        var attempt = _graph.Nodes.Single(other => other.Id == node).Work!(scope);
        var output = await attempt(Processes.Runs.Create("run-1", DateTimeOffset.UnixEpoch, node, 1, 1, _services), CancellationToken.None);
        if (output.Length > 0)
        {
            _outputs.Set(index, output);
        }

        return Encoding.UTF8.GetString(output.Span);
    }

    private async Task<List<string>> QueryAsync(string text)
    {
        await using var connection = new SqliteConnection(Connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private static ControlGraph Graph<T>()
        where T : class, IControlledPipeline<T> => T.Control;
}
