using Dataflow.Pipelines.Control.PostgreSql;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Tests.Shared.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Hosts of a pipeline on each store.</summary>
internal static class HostStores
{
    /// <summary>A store of its own: a file in a folder, or a database of a server.</summary>
    public static async Task<RunStore> CreateAsync(bool isPostgreSql, string folder, PostgreSqlServer server)
    {
        if (!isPostgreSql)
        {
            return RunStore.Sqlite(Path.Combine(folder, "runs.db"));
        }

        var database = server.NewName();
        await using var connection = new NpgsqlConnection(server.Connection("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {database}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return PostgreSqlRunStore.Create(server.Connection(database));
    }

    /// <summary>A host of <see cref="FeatureChain"/>.</summary>
    public static IHost FeatureChain(RunStore store, string folder, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(new Log()).AddSingleton(store).AddPipeline<FeatureChain>(options => options.StateDirectory = Path.Combine(folder, "state"));
        configure?.Invoke(builder.Services);
        return builder.Build();
    }
}
