using Dataflow.Pipelines.Control.PostgreSql;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Tests.Shared.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>A pipeline with tasks in a host of the user's own, on each store.</summary>
public sealed class HostTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_is_published_once_its_run_is_executed_and_a_stop_gives_the_pipeline_back(bool isPostgreSql)
    {
        var store = await StoreAsync(isPostgreSql);
        var log = new Log();
        using (var host = Host(store, log))
        {
            var events = host.Services.GetRequiredService<IPipelineEvents>();
            var early = await Assert.ThrowsAsync<InvalidOperationException>(() => events.PublishAsync("data.arrived", cancellationToken: Cancellation));
            Assert.Equal("Pipeline 'feature_chain' has not started: events are published after the start of the host.", early.Message);

            await host.StartAsync(Cancellation);
            Assert.True(await events.PublishAsync("data.arrived", "{}", "monday", Cancellation));
            Assert.False(await events.PublishAsync("data.arrived", "{}", "monday", Cancellation));
            var run = await EndedAsync(store);
            Assert.Equal(("COMPLETED", "event:data.arrived"), (run.Status, run.TriggeredBy));
            await host.StopAsync(Cancellation);
        }

        Assert.Equal("load", log.Lines[^1]);
        await using var opened = store.Open(TimeProvider.System);
        Assert.Null(await opened.ObserveAsync("feature_chain", Cancellation));
    }

    [Fact]
    public async Task An_event_that_no_pipeline_declares_or_that_has_no_object_is_refused()
    {
        using var host = Host(await StoreAsync(isPostgreSql: false), new Log());
        var events = host.Services.GetRequiredService<IPipelineEvents>();

        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => events.PublishAsync("data.arive", cancellationToken: Cancellation));
        Assert.StartsWith("No pipeline declares the event 'data.arive'; did you mean 'data.arrived'?", unknown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => events.PublishAsync("data.arrived", "[1]", cancellationToken: Cancellation));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IHost Host(RunStore store, Log log)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(log).AddSingleton(store).AddPipeline<FeatureChain>(options => options.StateDirectory = Path.Combine(_folder, "state"));
        return builder.Build();
    }

    private async Task<RunStore> StoreAsync(bool isPostgreSql)
    {
        if (!isPostgreSql)
        {
            return RunStore.Sqlite(Path.Combine(_folder, "runs.db"));
        }

        var database = server.NewName();
        await using var connection = new NpgsqlConnection(server.Connection("postgres"));
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {database}", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return PostgreSqlRunStore.Create(server.Connection(database));
    }

    private static async Task<RunInfo> EndedAsync(RunStore store)
    {
        await using var history = store.OpenHistory();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (true)
        {
            if (await history.ListRunsAsync("feature_chain", null, 10, limit.Token) is [{ Ended: not null } run])
            {
                return run;
            }

            await ticks.WaitForNextTickAsync(limit.Token);
        }
    }
}
